"""Makes a C++ file of the blocks of a page, such as the guide: one test for each, which has to print
what the block of text behind it says. A block that is a test already is taken as it is.

usage: extract_blocks.py PAGE.md OUTPUT.inc [FIXTURE]
"""
import pathlib
import sys

from blocks import blocks_of


def main(page, output, fixture="Guide"):
    blocks = blocks_of(pathlib.Path(page))
    parts = []
    for block, following in zip(blocks, blocks[1:] + [None]):
        if block.language != "cpp":
            continue
        source = f'#line {block.line} "{page}"\n{block.text}'
        if block.text.startswith("TEST("):
            parts.append(source)
            continue
        printed = following.text if following and following.language == "text" else ""
        parts.append(f"TEST_F({fixture}, Line{block.line}) {{\n"
                     f"const auto run = [] {{\n{source}}};\n"
                     f'EXPECT_EQ(printed_by(run), R"text({printed})text");\n}}\n')
    if len(parts) < 5:
        sys.exit(f"{page}: the blocks of C++ were not found")
    pathlib.Path(output).write_text("\n".join(parts), encoding="utf-8")


main(*sys.argv[1:])
