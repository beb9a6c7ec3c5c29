#!/usr/bin/env python3
"""Where the time of a question goes, stage by stage, by perf's samples.

    python3 tests/bench/stages.py --ghz 2.0 build/release/csm nps --from survey.csv

Takes perf (Debian's linux-perf). Processors in virtual machines seldom let it count cycles, so time on the processor is
measured and multiplied by the clock, which --ghz tells: a chain of additions takes one cycle each.
"""
import argparse, os, re, resource, subprocess, sys, tempfile

STAGES = (  # what a symbol's name has in it; the first that fits
    ('copy from the page cache', r'_copy_to_iter|copy_user|filemap|rep_movs'),
    ('memory from the system', r'clear_page|page_fault|fault|memcg|folio|alloc_pages|zap|unmap'),
    ('index of cells or stops', r'::index_|index_text|CsvChunk::cut|guessed_start'),
    ('cells of the columns read', r'CsvChunk|JsonRecords|JsonForm|JsonLines|match_steps|add_cell|Block::'),
    ('values of the cells', r'read_column|read_value|read_plain|read_decimal|look_up|trimmed|is_missing|multiply'),
    ('whole rows', r'RowReaderOf|complete|find_service|newest_on|annual'),
    ('ids that repeat', r'IdWatch|Function_handler.*pass_over'),
    ('customers', r'CustomerPartition|ByCustomer|CustomerKey|for_each_with_key|KeySecrets|Table'),
    ('the figure', r'Computation|Tally|State|Cube|CustomerMrr|Buyers|_Rb_tree|std::map'),
)


def stage_of(symbol):
    return next((name for name, pattern in STAGES if re.search(pattern, symbol)), 'all else')


def shares_of(command):
    with tempfile.NamedTemporaryFile() as samples:
        record = ['perf', 'record', '-q', '-F', '9999', '-o', samples.name, *command]
        subprocess.run(record, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        report = subprocess.run(['perf', 'report', '-q', '--no-children', '-F', 'overhead,sym', '-t', '\t', '-i', samples.name],
                                check=True, capture_output=True, text=True).stdout
    shares = {}
    for line in report.splitlines():
        found = re.match(r'\s*([\d.]+)%\s+(.*)', line)
        if found:
            stage = stage_of(found[2])
            shares[stage] = shares.get(stage, 0) + float(found[1]) / 100
    return shares


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--ghz', type=float, required=True)
    parser.add_argument('command', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    size = sum(os.path.getsize(word) for word in options.command[1:] if os.path.isfile(word))
    if size == 0:
        sys.exit('stages.py: the command names no file')
    cpu_seconds(options.command)  # once for the page cache
    seconds = min(cpu_seconds(options.command) for _ in range(3))
    cycles = seconds * options.ghz * 1e9 / size
    print(f'{cycles:.2f} cycles a byte: {seconds:.3f} s on the processors for {size / 1e6:.0f} MB')
    for stage, share in sorted(shares_of(options.command).items(), key=lambda item: -item[1]):
        print(f'  {share * cycles:5.2f}  {share:4.0%}  {stage}')


if __name__ == '__main__':
    main()
