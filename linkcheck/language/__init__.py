"""What is said to a reader, in the reader's language: one table a language, all with the same keys.

A stage says a `Remark` (an id and values); only here and in the tables does it become a sentence. JSON, CSV, SARIF and
JUnit keep ids and English (DESIGN "Language").
"""
