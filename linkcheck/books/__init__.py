"""What a run knows of its citations, kept so that any number of them takes a bounded room in memory."""
