"""`gmi lexicon`: the words that are counted, as an analyst sees and edits them."""

import typer

lexicon_app = typer.Typer(no_args_is_help=True, help="See, check and try the words that are counted.")


@lexicon_app.callback()
def _group() -> None: ...
