#include <assay/report/html_page.hpp>

namespace assay {
namespace {

const char* const style = R"css(
:root { --ink: #1c1b1a; --soft: #5e5b57; --line: #ddd8d0; --paper: #fffefb; --tint: #f6f3ec;
  --link: #1f4e79; --good: #1b6e3c; --known: #5b3f8c; --open: #8a5a00; --bad: #b3261e;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, serif;
  --sans: "Inter", "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  --mono: "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
* { box-sizing: border-box; }
html { font-size: 17px; scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); font-family: var(--serif);
  line-height: 1.5; }
.page { max-width: 64rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
h1 { font-size: 2.3rem; line-height: 1.15; margin: 0 0 .4rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; margin: 3.5rem 0 1rem; padding-bottom: .3rem;
  border-bottom: 2px solid var(--ink); }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 0; }
code, pre, .number { font-family: var(--mono); font-size: .8em; }
.lead { font-size: 1.1rem; color: var(--soft); max-width: 46rem; margin: 0 0 1.6rem; }
.facts { font-family: var(--sans); font-size: .8rem; color: var(--soft); }
.facts b { color: var(--ink); font-weight: 600; }
.counts { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.6rem 0 .9rem; padding: 0;
  list-style: none; }
.counts li { flex: 1 1 8rem; border: 1px solid var(--line); border-top: 4px solid var(--soft);
  padding: .6rem .9rem .7rem; background: #fff; }
.counts strong { display: block; font-size: 1.9rem; line-height: 1.15;
  font-variant-numeric: tabular-nums; }
.counts span { font-family: var(--sans); font-size: .78rem; color: var(--soft); }
.counts .good { border-top-color: var(--good); }
.counts .known { border-top-color: var(--known); }
.counts .open { border-top-color: var(--open); }
.counts .bad { border-top-color: var(--bad); }
.outcome { font-family: var(--sans); font-weight: 600; margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; font-family: var(--sans); font-size: .78rem;
  line-height: 1.38; }
th { text-align: left; font-weight: 600; color: var(--soft); border-bottom: 1.5px solid var(--ink);
  padding: .3rem .7rem .3rem 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--line); padding: .38rem .7rem .38rem 0; vertical-align: top; }
td.number { font-size: .74rem; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
tr.paper td { font-family: var(--mono); font-size: .76rem; color: var(--soft);
  padding-top: 1.1rem; border-bottom: 1px solid var(--soft); }
.verdict { font-family: var(--sans); font-size: .78rem; font-weight: 600; white-space: nowrap; }
.verdict.good { color: var(--good); }
.verdict.known { color: var(--known); }
.verdict.open { color: var(--open); }
.verdict.bad { color: var(--bad); white-space: normal; }
article { margin: 2.2rem 0; padding: 1.3rem 1.5rem 1.1rem; background: #fff;
  border: 1px solid var(--line); border-left: 5px solid var(--soft); }
article.good { border-left-color: var(--good); }
article.known { border-left-color: var(--known); }
article.open { border-left-color: var(--open); }
article.bad { border-left-color: var(--bad); border-left-style: double; border-left-width: 9px; }
article header { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline;
  justify-content: space-between; }
article header code { flex-basis: 100%; color: var(--soft); }
.formula { margin: .9rem 0; padding: .9rem 1rem; background: var(--tint); overflow-x: auto;
  text-align: center; font-size: 1.08rem; }
.formula code { font-size: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre",
  math; }
.statement { margin: .6rem 0 .9rem; }
.result { font-family: var(--sans); font-size: .86rem; margin: .7rem 0; }
.result .number { font-size: .8rem; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .3rem 1rem; margin: .9rem 0;
  font-size: .9rem; }
dt { font-family: var(--sans); font-size: .76rem; color: var(--soft); padding-top: .14rem; }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.1rem; }
figure { margin: 1.2rem 0; text-align: center; }
figure img { max-width: 100%; width: 46rem; height: auto; }
figcaption { font-family: var(--sans); font-size: .78rem; color: var(--soft); }
details { margin: .7rem 0; font-family: var(--sans); font-size: .8rem; }
summary { cursor: pointer; color: var(--link); padding: .15rem 0; }
.scroll { overflow-x: auto; }
footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: .8rem; }
@media (max-width: 44rem) {
  .page { padding: 1.5rem .8rem 3rem; }
  article { padding: 1rem .9rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  .contents { overflow-x: auto; }
}
@media print {
  @page { size: A4; margin: 17mm 15mm 18mm; }
  html { font-size: 10.5pt; }
  body, article, .counts li { background: #fff; }
  .page { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; margin-top: 2rem; }
  article { border-width: 0 0 0 3pt; padding: 0 0 0 10pt; margin: 1.4rem 0; }
  article header, .formula, .result, figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .formula { background: none; border: .5pt solid var(--line); }
  figure img { width: 15cm; }
  .legend::details-content { content-visibility: visible; block-size: auto; }
  .screen { display: none; }
}
)css";

} // namespace

std::string html_page(const std::string& title, const std::string& body) {
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         title + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n<div class=\"page\">\n" +
         body + "</div>\n</body>\n</html>\n";
}

} // namespace assay
