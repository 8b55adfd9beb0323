"""Where the shipped data lies: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path


def data_folder() -> Path:
    """The folder that holds a folder for each language, and `profiles/`."""
    package = Path(__file__).parent.parent
    shipped = package / "lexicons"
    return shipped if shipped.is_dir() else package.parent / "lexicons"
