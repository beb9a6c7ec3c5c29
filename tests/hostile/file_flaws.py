"""Flaws of whole files: JSON, compression, footers and totals, files put together, other formats."""

import bz2
import gzip
import lzma
import zlib

from entries import CHURN, CUSTOMERS, ENDED, FOUR, MRR, figure, lines, prices, refused, scores

ROWS = lines(*FOUR)
NINE = scores("10", "9", "3", "8")


def json_scores(*values):
    return ("[" + ",\n".join('{"score": %s}' % value for value in values) + "]").encode()


def ndjson(*records, end="\n"):
    return lines(*records, end=end)


SOUND = ('{"score":10}', '{"score":9}', '{"score":3}', '{"score":8}')

JSON = [
    figure("a byte order mark before JSON", "nps", b"\xef\xbb\xbf" + json_scores(10, 9, 3, 8), "25"),
    figure("JSON in UTF-16", "nps --encoding utf-16",
           b"\xff\xfe" + json_scores(10, 9, 3, 8).decode().encode("utf-16-le"), "25"),
    refused("a comma too many in JSON", "nps", b'[{"score":10},{"score":9},]', "data.csv:1:"),
    refused("JSON cut off", "nps", b'[{"score":10},{"score":9', "data.csv:1:"),
    refused("text behind JSON", "nps", json_scores(10, 9) + b" and so on", "data.csv"),
    refused("a comment in JSON", "nps", b'[{"score":10}, // best\n{"score":9}]', "data.csv:1:"),
    refused("single quotes in JSON", "nps", b"[{'score':10},{'score':9}]", "data.csv:1:"),
    refused("no number in JSON", "nps", json_scores(10, "NaN", 9), "data.csv:2:"),
    refused("a leading zero in JSON", "nps", json_scores(10, "09", 3), "data.csv:2:"),
    refused("a plus in JSON", "nps", json_scores(10, "+9", 3), "data.csv:2:"),
    figure("one key twice", "nps", b'[{"score":10},\n{"score":9,"score":1}]', "100", "data.csv:2:20"),
    figure("numbers as text in JSON", "nps", json_scores('"10"', '"9"', '"3"', '"8"'), "25"),
    figure("null for an answer", "nps", json_scores(10, "null", 9, 3, 8), "25"),
    figure("a record without the key", "nps", b'[{"score":10},{"note":"x"},{"score":9},{"score":3},{"score":8}]',
           "25"),
    figure("true for a score", "nps", json_scores(10, "true", 9, 3, 8), "25", "data.csv:2:"),
    figure("a number of JSON with an exponent", "nps", json_scores("1e1", "0.9e1", 3, 8), "25"),
    figure("a record for a score", "nps", json_scores(10, '{"value":9}', 3), "0", "data.csv:2:11"),
    figure("a list for a score", "nps", json_scores(10, "[9]", 3), "0", "data.csv:2:11"),
    figure("ids of JSON beyond 2^53", CHURN,
           b'[{"customer_id":9007199254740993,"started_on":"2026-01-01","churned_on":"2026-05-02"},'
           b'{"customer_id":9007199254740992,"started_on":"2026-01-01","churned_on":null}]', "0.5"),
    figure("amounts of JSON that binary numbers miss", MRR,
           b'[{"customer_id":"a","started_on":"2026-01-01","ended_on":null,"amount":0.1},'
           b'{"customer_id":"b","started_on":"2026-01-01","ended_on":null,"amount":0.2},'
           b'{"customer_id":"c","started_on":"2026-01-01","ended_on":"2026-05-02","amount":5}]', "0.30"),
    refused("half a surrogate pair escaped", "nps", b'[{"score":10,"comment":"\\ud800"},{"score":3}]', "data.csv:1:"),
    refused("a bare line end in a text of JSON", "nps", b'[{"score":10,"comment":"a\nb"},{"score":3}]',
            "data.csv:1:"),
    refused("bytes that are no UTF-8 in JSON", "nps", b'[{"score":10,"comment":"\xe9"},{"score":3}]', "data.csv:1:"),
    figure("lists in a list", "nps", b'[["score"],[10],[9]]', "n/a", "data.csv:1:2", "every row is bad"),
    figure("null and a list among records", "nps", b'[{"score":10},null,{"score":9},[],{"score":3},{"score":8}]', "25",
           "data.csv:1:15"),
    figure("more decimals than any score has", "nps", json_scores("10", "8.99999999999999999", "9", "3", "8"), "25",
           "data.csv:2:11"),
    refused("JSON wrapped as a script", "nps", b'callback([{"score":10}]);', "data.csv", "score"),
    figure("a list of nothing", "nps", b"[]", "n/a", "no rows"),
    refused("a bare number", "nps", b"10", "data.csv"),
    refused("an error in place of data", "nps", b'{"error":{"code":401,"message":"no"}}', "data.csv"),
    figure("a list within an object", "nps", b'{"count":4,"data":' + json_scores(10, 9, 3, 8) + b"}", "25"),
    refused("two lists within an object", "nps", b'{"a":[{"score":10}],"b":[{"score":3}]}', "data.csv"),
    figure("blank lines between records", "nps", ndjson(SOUND[0], "", *SOUND[1:], ""), "25"),
    figure("records with line ends of Windows", "nps", ndjson(*SOUND, end="\r\n"), "25"),
    figure("a broken record", "nps", ndjson(*SOUND, '{"score":'), "25", "data.csv:5:10"),
    figure("a record cut off by the next", "nps", ndjson(*SOUND[:2], '{"score":3', SOUND[3]), "66.66666666666667",
           "data.csv:3:11"),
    figure("a line of CSV among records", "nps", ndjson(*SOUND, "7"), "25", "data.csv:5:1"),
    figure("two records on a line", "nps", b'{"score":10}{"score":9}\n{"score":3}\n{"score":8}\n', "-50",
           "data.csv:1:13"),
    refused("lists put together", "nps", json_scores(10, 9) + b"\n" + json_scores(3, 8), "data.csv"),
    refused("keys that differ by case alone", "nps", b'[{"score":10,"Score":1},{"score":9,"Score":2}]', "data.csv"),
    figure("the first page of a list that goes on", "nps",
           b'{"results":[{"score":10},{"score":9},{"score":3}],"next_page":"https://example.com/?page=2","count":120}',
           "33.333333333333336", "next_page"),
    figure("a list that says there is more", "nps",
           b'{"results":[{"score":10},{"score":9},{"score":3}],"has_more":true}', "33.333333333333336", "has_more"),
]

SQUEEZED = gzip.compress(ROWS, mtime=0)
FRAME = b"\x28\xb5\x2f\xfd\x20" + bytes([len(NINE)]) + (len(NINE) << 3 | 1).to_bytes(3, "little") + NINE

COMPRESSION = [
    figure("gzip under another name", CHURN, SQUEEZED, "0.25"),
    refused("gzip cut short", CHURN, SQUEEZED[:-12], "data.csv"),
    refused("gzip without its check sum", CHURN, SQUEEZED[:-8], "data.csv"),
    refused("gzip with a wrong check sum", CHURN, SQUEEZED[:-8] + b"\1\2\3\4" + SQUEEZED[-4:], "data.csv"),
    refused("gzip of a wrong length", CHURN, SQUEEZED[:-4] + b"\1\2\3\4", "data.csv"),
    refused("gzip's first bytes alone", CHURN, SQUEEZED[:5], "data.csv"),
    refused("text behind gzip", CHURN, SQUEEZED + b"e,2026-01-01,2026-05-03\n", "data.csv"),
    figure("two gzip files put together", CHURN, gzip.compress(ROWS[:60]) + gzip.compress(ROWS[60:]), "0.25"),
    refused("gzip of gzip", CHURN, gzip.compress(SQUEEZED), "data.csv"),
    refused("gzip of nothing", CHURN, gzip.compress(b""), "data.csv"),
    refused("zlib without a file's head", CHURN, zlib.compress(ROWS), "data.csv"),
    figure("zstd under another name", "nps", FRAME, "25"),
    refused("zstd cut short", "nps", FRAME[:-3], "data.csv"),
    refused("text behind zstd", "nps", FRAME + b"3\n", "data.csv"),
    refused("bzip2", CHURN, bz2.compress(ROWS), "data.csv", "bzip2"),
    refused("xz", CHURN, lzma.compress(ROWS), "data.csv", "xz"),
    refused("a zip archive, as a workbook of Excel is", CHURN, b"PK\3\4\x14\0\6\0\x08\0" + ROWS, "data.csv", "ZIP"),
    refused("a workbook of old Excel", CHURN, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "data.csv"),
    refused("a page of HTML", CHURN, b"<!DOCTYPE html><html><table><tr><td>a</td></tr></table></html>\n",
            "data.csv", "HTML"),
    refused("a table of HTML called .xls", CHURN, b"<table><tr><td>customer_id</td></tr></table>\n", "data.csv",
            "HTML"),
    refused("XML", CHURN, b'<?xml version="1.0"?>\n<rows><row score="10"/></rows>\n', "data.csv"),
    refused("a PDF", CHURN, b"%PDF-1.7\n1 0 obj\n", "data.csv", "PDF"),
    refused("Parquet", CHURN, b"PAR1\x15\x04\x15\x10" + bytes(16) + b"PAR1", "data.csv"),
    refused("a database of SQLite", CHURN, b"SQLite format 3\0" + bytes(32), "data.csv"),
    refused("a pointer to a large file", CHURN,
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "data.csv"),
]

SUMMED = (CUSTOMERS + ",mrr", "a,2026-01-01,,10.50", "b,2026-01-02,,20", "c,2026-01-02,2026-05-03,7")

FOOTERS = [
    figure("a row of the total", MRR, lines(*SUMMED, "Total,,,30.50"), "30.50", "1 total"),
    figure("a row of the total in capitals", MRR, lines(*SUMMED, "GRAND TOTAL,,,30.50"), "30.50", "1 total"),
    figure("a row of the total in German", MRR, lines(*SUMMED, "Summe,,,30.50"), "30.50", "data.csv:5"),
    figure("a row of the total without a name", MRR, lines(*SUMMED, ",,,30.50"), "30.50", "data.csv:5"),
    figure("a row of the total among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "training,2026-05-02,40", "Total,,100"), "50.00",
           "1 total"),
    figure("subtotals among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "Total for team,,60", "training,2026-05-02,40",
                 "Total for training,,40", "TOTAL,,100"), "50.00", "3 totals"),
    figure("an average below the scores", "nps",
           lines("response_id,score", "1,10", "2,9", "3,3", "4,8", "Average,7.5"),
           "25", "1 total"),
    figure("a sum and an average below costs without dates", "retention-cost --customers 2",
           lines("category,amount", "team,60", "training,40", "Sum,100", "Average,50"), "50.00", "left out"),
    figure("a customer whose name begins with Total", MRR, lines(*SUMMED, "Total Wine,2026-01-01,,5"), "35.50"),
    figure("the count of rows that psql writes", "nps", NINE + b"(4 rows)\n", "25", "data.csv:6:1"),
    figure("a line of dashes below the header", "nps",
           lines("customer_id|score", "-----------+------", "a|10", "b|9", "c|3", "d|8"),
           "25", "data.csv:2"),
    figure("a note behind a blank line", "nps", NINE + b"\nExported on 2026-05-31\n", "25", "data.csv:7:1"),
    figure("a note with a comma", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8",
                                               "Copyright 2026, Acme"),
           "25", "data.csv:6"),
    figure("Salesforce's footer", MRR,
           lines(*SUMMED, "", '"Grand Totals (3 records)"', "", '"Confidential Information - Do Not Distribute"'),
           "30.50", "2 totals"),
    figure("a second table below the first", "nps", NINE + b"\ncategory,spent\nteam,60\n", "25", "data.csv:7",
           "data.csv:8"),
    figure("a table of Markdown", "nps",
           b"| id | score |\n|----|-------|\n| a | 10 |\n| b | 9 |\n| c | 3 |\n| d | 8 |\n",
           "25", "data.csv:2"),
    figure("a dated row of the total among costs", "retention-cost --customers 2",
           lines("category,spent_on,amount", "team,2026-05-01,60", "training,2026-05-02,40", "Total,2026-05-31,100"),
           "50.00", "total"),
    figure("a count below the scores", "nps", lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Count,4"),
           "25", "data.csv:6"),
    figure("a mean below the scores", "nps",
           lines("customer_id,score", "a,10", "b,9", "Mean,3"),
           "100", "data.csv:4"),
    figure("a row of the total with a start", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "a,2026-01-01,,10", "Total,2026-01-01,,17"),
           "10.00", "total"),
    figure("a customer called Total with a start", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "a,2026-01-01,,10", "Total,2026-01-01,,5"),
           "15.00", "data.csv:4", "may be a total"),
    figure("a customer called Total among others", MRR,
           lines("customer_id,started_on,ended_on,amount", ENDED, "Total,2026-01-01,,5", "a,2026-01-01,,10"),
           "15.00"),
    figure("a sum, a mean and a count below the scores", "nps",
           lines("customer_id,score", "a,10", "b,9", "c,3", "d,8", "Sum,10", "Mean,7.5", "Count,4"), "25", "data.csv:6",
           "data.csv:7", "data.csv:8"),
]

TOGETHER = [
    figure("the header once more", CHURN, lines(*FOUR[:3], *FOUR[:1], *FOUR[3:]), "0.25"),
    figure("the header once more behind a byte order mark", CHURN,
           lines(*FOUR[:3]) + b"\xef\xbb\xbf" + lines(FOUR[0], *FOUR[3:]),
           "0.25"),
    figure("no line end between two files", CHURN,
           lines(*FOUR)[:-1] + lines(CUSTOMERS, "e,2026-01-01,", "f,2026-01-01,"),
           "0.2", "data.csv:5"),
    figure("another order of columns in the second file", CHURN,
           lines(*FOUR, "customer_id,churned_on,started_on", "e,2026-05-10,2026-01-01", "f,2026-05-11,2026-01-01"),
           "0.25",
           "data.csv:6", "data.csv:7"),
    figure("other columns in the second file", "nps",
           lines("score,csat", "10,1", "9,1", "3,1", "8,1", "csat,score", "5,10", "4,9"),
           "-16.666666666666668", "data.csv:6:1"),
    figure("more columns in the second file", CHURN,
           lines(*FOUR, CUSTOMERS + ",plan", "e,2026-01-01,2026-05-03,pro"), "0.25", "data.csv:7"),
    figure("another delimiter in the second file", CHURN, ROWS + ROWS.replace(b",", b";"), "0.25", "data.csv:6",
           "data.csv:7"),
    figure("the same file twice", MRR,
           lines("subscription_id,customer_id,started_on,ended_on,amount", "s1,a,2026-01-01,,10",
                 "s2,b,2026-01-01,2026-05-03,5",
                 "s1,a,2026-01-01,,10", "s2,b,2026-01-01,2026-05-03,5"), "20.00", "2 subscription_ids", '"s1"'),
    figure("records of JSON below CSV", "nps", NINE + ndjson('{"score":10}'), "25", "data.csv:6"),
    figure("CSV below records of JSON", "nps", ndjson(*SOUND) + NINE, "25", "data.csv:5:1", "data.csv:9:1"),
    figure("other line ends in the second file", CHURN, lines(*FOUR[:3]) + lines(FOUR[0], *FOUR[3:], end="\r\n"),
           "0.25"),
    figure("another encoding in the second file", CHURN,
           lines(*FOUR, "é,2026-01-01,") + lines("é,2026-01-01,2026-05-03", encoding="latin-1"), "0.3333333333333333",
           "data.csv:7:1", "none of UTF-8"),
    refused("UTF-16 below UTF-8", CHURN, ROWS + b"\xff\xfe" + lines(*FOUR, encoding="utf-16-le"), "data.csv"),
    figure("marks of a merge that went wrong", CHURN,
           lines(*FOUR[:4], "<<<<<<< HEAD", FOUR[4], "=======", ">>>>>>> other"),
           "0.25", "data.csv:5", "data.csv:7", "data.csv:8"),
]

TABLE = JSON + COMPRESSION + FOOTERS + TOGETHER
