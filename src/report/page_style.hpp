#pragma once

#include <string_view>

namespace csm {

/// Backgrounds of a heat map, pale to strong: classes h0, h1 ...
inline constexpr int heat_shades = 6;

/// The style of csm's pages: on phones and desktops, by day and night, on paper and without
/// colours. What tells things apart is never a colour alone.
inline constexpr std::string_view page_style = R"css(
:root{--ink:#1a2027;--soft:#5a6672;--line:#d9dee4;--paper:#fff;--tint:#f5f7f9;--accent:#1f5f9f;
--band:#c9dcf0;--good:#17693f;--bad:#ab2a20;--h0:#eef5fc;--h1:#cfe3f6;--h2:#a6cbec;--h3:#73abdd;
--h4:#2f74b5;--h5:#174a7e;--on-pale:#1a2027;--on-strong:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaef;--soft:#a4afbb;--line:#37414c;
--paper:#13171c;--tint:#1b2128;--accent:#83b8f0;--band:#27425f;--good:#7fd3a4;--bad:#ff9f95;
--h0:#1b2733;--h1:#1f3a56;--h2:#27527c;--h3:#3573ab;--h4:#6ea9de;--h5:#b3d5f5;
--on-pale:#e6eaef;--on-strong:#10151a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);
color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,
sans-serif;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.3rem;line-height:1.25;margin:0 0 .25rem}
h3{font-size:1rem;margin:1.25rem 0 .25rem}
p{margin:.3rem 0}
a{color:var(--accent)}
section{margin-top:2.25rem;padding-top:1.25rem;border-top:1px solid var(--line)}
main:first-child>section:first-child{border:0;margin:0;padding:0}
.soft,caption,footer,dd{color:var(--soft)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem;
border:0;padding:0}
.card{display:block;border:1px solid var(--line);border-radius:.6rem;background:var(--tint);
padding:.8rem 1rem;color:inherit;text-decoration:none}
.card h2{font-size:.95rem;font-weight:600;color:var(--soft);margin:0}
.card p{margin:.1rem 0;font-size:.9rem}
.card .value,.value{font-size:1.9rem;line-height:1.25;font-weight:650;
font-variant-numeric:tabular-nums}
.card .value.long,.value.long{font-size:1.5rem;line-height:1.58}
.card .value.longer,.value.longer{font-size:1.15rem;line-height:2.06}
.better{color:var(--good)}
.worse,.failed{color:var(--bad)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));
gap:1rem 2rem;align-items:start;margin-top:.75rem}
.pair>*{min-width:0}
figure{margin:0}
svg{display:block;width:100%;height:auto}
svg text{font:10px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--soft)}
svg .last{font-size:12px;font-weight:650;fill:var(--ink)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}
svg .band{fill:var(--band)}
svg .dot{fill:var(--accent);stroke:var(--accent);stroke-width:1.5}
svg .open{fill:var(--paper)}
svg .level{fill:var(--accent)}
svg .gain{fill:var(--good)}
svg .loss{fill:var(--paper);stroke:var(--bad);stroke-width:1.5}
.card svg{height:2rem;margin-top:.4rem}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.3rem}
th,td{padding:.2rem .8rem .2rem 0;text-align:left;vertical-align:top}
td:last-child,th:last-child{padding-right:0}
th{font-weight:600}
tbody th{font-weight:400}
thead th{border-bottom:1px solid var(--line);color:var(--soft)}
.n{text-align:right;white-space:nowrap}
.bar{width:12rem;min-width:6rem}
.bar svg{height:1.1rem}
@media (max-width:30rem){.bar{width:5rem;min-width:3.5rem}th,td{padding-right:.5rem}}
.heat th,.heat td{padding:.15rem .4rem;text-align:right;border:1px solid var(--paper)}
.heat td{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.h0,.h1,.h2,.h3{color:var(--on-pale)}.h4,.h5{color:var(--on-strong)}
.h0{background:var(--h0)}.h1{background:var(--h1)}.h2{background:var(--h2)}
.h3{background:var(--h3)}.h4{background:var(--h4)}.h5{background:var(--h5)}
pre{overflow-x:auto;font-size:.8rem;line-height:1.4;background:var(--tint);padding:.75rem}
dt{font-weight:600;margin-top:.9rem}
dd{margin:0}
ul{margin:.3rem 0;padding-left:1.2rem}
footer{margin-top:2.5rem;font-size:.85rem}
@page{margin:13mm}
@media print{:root{--ink:#000;--soft:#333;--paper:#fff;--tint:#fff;--line:#bbb;--accent:#1f5f9f;
--band:#dbe6f2;--good:#17693f;--bad:#ab2a20;--h0:#eef5fc;--h1:#cfe3f6;--h2:#a6cbec;--h3:#73abdd;
--h4:#2f74b5;--h5:#174a7e;--on-pale:#000;--on-strong:#fff}
body{max-width:none;padding:0;font-size:9.5pt}
h1{font-size:18pt}h2{font-size:13pt}.value{font-size:18pt}
section{margin-top:1.2rem;padding-top:.8rem}
.card,.pair,figure,tr{break-inside:avoid}
h2,h3,caption{break-after:avoid}
.wide{overflow:visible}
.cards{grid-template-columns:repeat(4,1fr);gap:.6rem}
.card{padding:.5rem .7rem}
.card p{font-size:8pt}.card h2{font-size:8.5pt}.card .value{font-size:14pt}
.card .value.long{font-size:12pt}.card .value.longer{font-size:10pt}
.pair{grid-template-columns:1fr 1fr}
.bar{width:8rem;min-width:5rem}
th,td{padding:.1rem .6rem .1rem 0}
table{font-size:8pt}}
)css";

}  // namespace csm
