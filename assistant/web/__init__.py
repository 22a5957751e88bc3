"""The pages, the sign-in, the API, and what the screens show."""
