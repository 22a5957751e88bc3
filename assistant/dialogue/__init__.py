"""What a message means after those before it: follow-ups, objections, the answer just shown.

`standalone` puts a follow-up in words that need no earlier message: `follow_up` tells whether it
needs one, `focus` which items it is about, `substitution` asks what was asked before of something
else, and `ellipsis` puts what was left out.
"""
