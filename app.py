"""Start the assistant: `python app.py` opens the chat, `python app.py --help` tells the rest."""

import os
import sys

# The libraries read these when they are imported. Nothing is sent to anyone.
os.environ.update(
    ANONYMIZED_TELEMETRY="False",  # Chroma
    GRADIO_ANALYTICS_ENABLED="False",
    HF_HUB_DISABLE_TELEMETRY="1",
    LANGSMITH_TRACING_V2="false",  # LangChain; takes precedence over its other switches
    TOKENIZERS_PARALLELISM="false",
)
# Set to 0 from outside to let PLAN_EMBEDDER name a model that is still to be downloaded.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main())
