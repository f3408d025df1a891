import Core
import Pipeline

/// The lexicon of the product, loaded once for all tests.
private let loaded = Result { try LexiconLoader.builtIn() }

func builtInLexicon() throws -> Lexicon { try loaded.get() }
