"""What joins the rooms: settings, URLs and the server entry point."""
