"""What people type, and the one gate that it passes."""
