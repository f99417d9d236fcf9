"""Makes a C++ file of the queries of a page: a test for each block, whose last statement has to be
the SQL behind it.

usage: extract_queries.py QUERIES.md OUTPUT.inc
"""
import pathlib
import sys

from blocks import blocks_of


def main(page, output):
    blocks = blocks_of(pathlib.Path(page))
    parts = []
    for block, following in zip(blocks, blocks[1:] + [None]):
        if block.language != "cpp":
            continue
        if following is None or following.language != "sql":
            sys.exit(f"{page}:{block.line}: there is no SQL behind the query")
        parts.append(f"TEST_F(Queries, Line{block.line}) {{\n"
                     f"#line {block.line} \"{page}\"\n{block.text}"
                     f"EXPECT_EQ(last_sql(), R\"sql({' '.join(following.text.split())})sql\");\n"
                     "}\n")
    if len(parts) < 20:
        sys.exit(f"{page}: the queries were not found")
    pathlib.Path(output).write_text("\n".join(parts), encoding="utf-8")


main(*sys.argv[1:])
