"""Reading a contract: from its text to its terms, each with the words that say it. Pure; nothing is guessed."""
