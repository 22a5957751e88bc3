"""What a message means after those before it: follow-ups, objections, the answer just shown."""
