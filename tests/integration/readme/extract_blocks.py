"""Makes a C++ file of the guide's blocks: one test for each, which has to print what the block of
text behind it says. A block that is a test already is taken as it is.

usage: extract_blocks.py GUIDE.md OUTPUT.inc
"""
import pathlib
import sys

from blocks import blocks_of


def main(guide, output):
    blocks = blocks_of(pathlib.Path(guide))
    parts = []
    for block, following in zip(blocks, blocks[1:] + [None]):
        if block.language != "cpp":
            continue
        source = f'#line {block.line} "{guide}"\n{block.text}'
        if block.text.startswith("TEST("):
            parts.append(source)
            continue
        printed = following.text if following and following.language == "text" else ""
        parts.append(f"TEST_F(Guide, Line{block.line}) {{\n"
                     f"const auto run = [] {{\n{source}}};\n"
                     f'EXPECT_EQ(printed_by(run), R"text({printed})text");\n}}\n')
    if len(parts) < 5:
        sys.exit(f"{guide}: the blocks of C++ were not found")
    pathlib.Path(output).write_text("\n".join(parts), encoding="utf-8")


main(*sys.argv[1:])
