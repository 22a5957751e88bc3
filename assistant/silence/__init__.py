"""When the plan does not say what is asked, and what it lacks."""
