"""TwiML in other files: string literals, helper-library calls, documentation.

A front end (one a language) reads a file into the small intermediate form of ``form``. One evaluator follows it and
yields virtual documents: TwiML text with, for every character, its place in the file. All rules run on that text
unchanged; findings, fixes and suppressions are carried back through the map.

Three words hold it together: what is not understood is *unsure*; whatever unsure code touches becomes *open* (more may
be added); what is open is *silent* about everything that lacks or comes last.
"""
