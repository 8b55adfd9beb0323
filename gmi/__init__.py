"""gmi reads a State party's report and rates it by the Gender-Migration Index."""

__version__ = "0.1.0"
