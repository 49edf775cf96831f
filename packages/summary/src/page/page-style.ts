import { restTile, schemes, tiles, tileText } from './palette.ts'
import type { Scheme } from './palette.ts'

/** The one style sheet of all pages. */
export const pageStyle = `
:root{color-scheme:light dark;${variables(schemes.light)}}
@media (prefers-color-scheme:dark){:root{${variables(schemes.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,header.top,footer{max-width:1180px;margin:0 auto;padding:0 24px}
header.top{padding-top:36px}
h1{font-size:30px;line-height:1.2;margin:0 0 6px;letter-spacing:-.02em;text-wrap:balance}
h2{font-size:19px;line-height:1.3;margin:0 0 4px;letter-spacing:-.01em}
p{margin:0}
a{color:var(--accent)}
code,.key{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono",monospace;font-size:.92em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.muted,.lead{color:var(--muted)}
.lead{margin-bottom:16px;max-width:75ch}
.skip{position:absolute;left:-999px}
.skip:focus{left:16px;top:12px;background:var(--surface);padding:8px 14px;z-index:1}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:22px 0 0;padding:0}
.cards>div{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:14px 16px;min-width:0}
.cards dt{color:var(--muted);font-size:13px}
.cards dd{margin:2px 0 0;font-size:24px;font-weight:650;letter-spacing:-.02em;line-height:1.2}
.cards dd small{display:block;font-size:13px;font-weight:400;letter-spacing:0;color:var(--muted);margin-top:3px}
section.card{background:var(--surface);border:1px solid var(--line);border-radius:14px;padding:22px 24px;margin-top:18px}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(320px,100%),1fr));gap:18px;margin-top:18px}
.columns>section.card{margin-top:0;min-width:0}
.card .columns{gap:18px 40px;align-items:start}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;font-weight:650;padding:0 0 8px}
th,td{padding:6px 0 6px 16px;text-align:left;vertical-align:top;border-top:1px solid var(--line);font-weight:400}
thead th,thead td{border-top:0;color:var(--muted);font-size:13px;vertical-align:bottom}
th:first-child,td:first-child{padding-left:0}
.n{text-align:right;white-space:nowrap;width:1%}
.bars td.plot{width:46%;vertical-align:middle}
.bars th:first-child{min-width:9em}
.columns .bars td.plot{width:34%}
.plot svg{display:block;width:100%;height:14px;overflow:visible}
${stacked('.bars.compact')}
.scroll{overflow-x:auto}
.scroll table{min-width:max-content}
.scroll th,.scroll td{white-space:nowrap}
h3{font-size:15px;margin:22px 0 6px}
details{margin-top:14px}
summary{cursor:pointer;color:var(--accent);font-size:14px;width:fit-content}
details[open]>summary{margin-bottom:10px}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 14px;padding:0;list-style:none;font-size:13px;color:var(--muted)}
.legend svg{width:11px;height:11px;margin-right:6px;vertical-align:-1px}
.level{display:none;scroll-margin-top:110px}
.level:target,.level.root{display:block}
.level:target~.level.root{display:none}
.crumbs{display:flex;flex-wrap:wrap;gap:2px 6px;margin:0 0 10px;font-size:14px;min-height:24px}
.crumbs span[aria-current]{font-weight:650}
.crumbs .total{color:var(--muted);margin-left:auto}
svg.map{display:block;width:100%;height:460px;border-radius:10px}
svg.map.tall{display:none;height:440px}
svg.map a{text-decoration:none;cursor:pointer}
svg.map a:focus-visible{outline:0}
svg.map a:hover>svg>rect{stroke:var(--text);stroke-width:4}
svg.map a:focus-visible>svg>rect{stroke:var(--text);stroke-width:8}
svg.map text{fill:${tileText};font-size:13px;unicode-bidi:isolate}
svg.map text.name{font-weight:650}
svg.map rect{stroke:var(--surface);stroke-width:2}
.rest{fill:var(--rest)}
.tile-rest{fill:${restTile}}
svg.map .in rect{fill:#000;stroke:#fff;stroke-width:1;stroke-opacity:.28}
svg.map .in text{font-size:11.5px}
.axis{stroke:var(--line);stroke-width:1}
${schemes.light.series.map((_, index) => `.s${index}{fill:var(--s${index})}`).join('')}
${tiles.map((colour, index) => `.t${index}{fill:${colour}}`).join('')}
.up{fill:var(--s0)}.down{fill:var(--s1)}
.verdict{display:flex;gap:18px;align-items:flex-start}
.verdict>svg{flex:none;width:52px;height:52px;margin-top:2px}
.good{color:var(--good)}.bad{color:var(--bad)}.unsure{color:var(--unsure)}
.verdict .icon{fill:none;stroke:currentColor;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:12px;margin-top:22px}
.sides>div{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:14px 16px;min-width:0}
.sides h2{font-size:13px;font-weight:400;color:var(--muted);letter-spacing:0}
.sides .name{font-weight:650}
ul.plain{margin:0;padding-left:20px}
ul.plain li{margin:6px 0}
.example{border-top:1px solid var(--line);padding:10px 0}
.example .key{font-weight:650}
.example dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:1px 14px;margin:4px 0 0;font-size:14px}
.example dt{color:var(--muted)}
.example dd{margin:0}
mark{background:var(--mark);color:inherit;border-radius:3px;padding:0 2px}
footer{padding-top:22px;padding-bottom:48px;color:var(--muted);font-size:13px}
@media (max-width:640px){
main,header.top,footer{padding:0 14px}header.top{padding-top:22px}footer{padding-bottom:32px}h1{font-size:24px}
section.card{padding:16px 14px;border-radius:12px}
.cards{grid-template-columns:1fr 1fr;gap:10px}.cards>div{padding:11px 12px}.cards dd{font-size:20px}
svg.map.wide{display:none}svg.map.tall{display:block}
${stacked('.bars')}
.crumbs .total{margin-left:0;width:100%}
.verdict{gap:12px}.verdict>svg{width:40px;height:40px}
}
@media print{
:root{${variables(schemes.light)}}
body{font-size:11pt;background:#fff}section.card,.cards>div{break-inside:avoid}svg.map,.plot svg,.legend svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.skip{display:none}
}
`.trim()

/** Rows whose bar stands below their label and numbers: where there is little room. */
function stacked(table: string): string {
  return `
${table},${table} tbody,${table} caption{display:block}
${table} thead{display:block}
${table} thead td{display:none}
${table} tr{display:flex;flex-wrap:wrap;gap:2px 12px;border-top:1px solid var(--line);padding:8px 0}
${table} thead tr{border:0;padding:0 0 4px}
${table} th,${table} td{border:0;padding:0;width:auto}
${table} th:first-child{flex:1 1 0;min-width:0}
${table} td.plot,.columns ${table} td.plot{flex:0 0 100%;order:1;padding:3px 0 2px}`.trim()
}

function variables(scheme: Scheme): string {
  const { series, ...rest } = scheme
  return [
    ...Object.entries(rest).map(([name, colour]) => `--${name}:${colour};`),
    ...series.map((colour, index) => `--s${index}:${colour};`),
  ].join('')
}
