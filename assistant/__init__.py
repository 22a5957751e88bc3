import os

__version__ = "0.1.0"

# Read by gradio and huggingface_hub when they are imported, which modules of this package do.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
