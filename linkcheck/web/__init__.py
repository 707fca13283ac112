"""How the web is asked: one request (fetch), who may be asked (guard), how often (lanes), and what is gathered (check)."""
