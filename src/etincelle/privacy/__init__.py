"""What is kept about a person: register, export, erasure, holds, retention. Above all that keeps, below the doors."""
