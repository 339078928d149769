"""The style and the script of the page, and the keys that the script knows. The page's policy names both by their hashes."""

KEYS = (
    ("j / k", "next or previous quote in the texts"),
    ("c / C", "next or previous criterion"),
    ("s / S", "next or previous section"),
    ("t", "to the texts, and back"),
    ("b", "back to where the last jump began"),
    ("Enter", "follow the first link of what is marked"),
    ("?", "show or hide these keys"),
)

STYLE = """
:root{color-scheme:light dark;--bg:#fbfaf7;--card:#fff;--ink:#1d1d1b;--soft:#5d5b55;--line:#dedad0;--link:#1a4f8b;
--good:#14692f;--bad:#a8201a;--open:#7c5200;--m-for:#cfecd4;--m-against:#f8d3cf;--m-noted:#e9e4d6;--m-rule:#d8e4f6;--m-aside:#f3d5f0;--now:#ffb000}
@media (prefers-color-scheme:dark){:root{--bg:#16181b;--card:#1e2125;--ink:#e7e5e0;--soft:#a5a39c;--line:#363a40;--link:#8fbcf2;
--good:#74d28c;--bad:#ff9188;--open:#f0bf5c;--m-for:#1f4a2c;--m-against:#5f2622;--m-noted:#3b382e;--m-rule:#233f66;--m-aside:#552a52;--now:#ffb000}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main,aside{padding:1rem;max-width:52rem;margin:0 auto}
h1{font-size:1.35rem;line-height:1.25;margin:.2rem 0 .4rem}
h2{font-size:.8rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);margin:0 0 .5rem}
ul{list-style:none;margin:0;padding:0}
section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem .9rem;margin:.8rem 0}
li{margin:.15rem 0}
li ul{margin-top:.1rem}
li.labelled{display:grid;grid-template-columns:4.4rem minmax(0,1fr);column-gap:.6rem;align-items:baseline}
.label{color:var(--soft);font-size:.82em;font-weight:600}
.lead li:first-child{font-size:1.05rem;font-weight:600}
.spaced>ul>li{padding:.6rem 0;border-top:1px solid var(--line)}
.spaced>ul>li:first-child{border-top:0;padding-top:0}
.good>.words>span{color:var(--good);font-weight:600}
.bad>.words>span{color:var(--bad);font-weight:600}
.open>.words>span{color:var(--open)}
.muted>.words>span{color:var(--soft);font-size:.92em}
.s-the-proposal{border-width:2px}
.s-the-proposal>ul>li:first-child{font-size:1.15rem;line-height:1.35}
.s-the-proposal>ul>li:first-child>.words>span{font-weight:700}
.s-clock>ul>li:first-child>.words>span{font-weight:700}
.columns>.words>span{font-weight:600}
.columns>.words>ul{display:grid;gap:.8rem;margin-top:.4rem}
.columns>.words>ul>li{border:1px solid var(--line);border-radius:.4rem;padding:.6rem .7rem;margin:0;display:block}
.columns>.words>ul>li>.label{display:block;text-transform:uppercase;letter-spacing:.04em;margin-bottom:.2rem}
.columns>.words>ul>li>.words>span{font-family:Georgia,"Noto Serif",serif;font-size:1.02rem}
.columns li li.labelled{display:block}
.columns li li.labelled>.label,.columns li li.labelled>.words{display:inline}
.ref{display:inline-block;color:var(--link);font-size:.75em;font-weight:600;text-decoration:none;border:1px solid var(--line);border-radius:.7em;padding:.05em .5em;margin:0 .1em 0 .35em;line-height:1.4;white-space:nowrap;background:var(--card)}
.ref:hover,.ref:focus-visible{background:var(--link);color:var(--card)}
aside article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem;margin:.8rem 0}
aside h2{font-size:1rem;letter-spacing:0;text-transform:none;color:var(--ink)}
.about p{margin:.1rem 0;color:var(--soft);font-size:.88em}
.text{white-space:pre-wrap;font-family:Georgia,"Noto Serif",serif;line-height:1.6;margin-top:.7rem}
mark{color:inherit;border-radius:.15em;padding:.06em 0;border-bottom:2px solid transparent}
mark.for{background:var(--m-for);border-color:var(--good)}
mark.against{background:var(--m-against);border-color:var(--bad)}
mark.noted{background:var(--m-noted);border-bottom-style:dotted;border-color:var(--soft)}
mark.rule{background:var(--m-rule);border-color:var(--link)}
mark.aside{background:var(--m-aside);text-decoration:line-through}
mark.many{border-bottom-style:double;border-bottom-width:4px}
.place{scroll-margin-top:30vh}
.place:target+mark,.place.at+mark{outline:3px solid var(--now);outline-offset:1px}
li:target,article:target,li.at,section.at{outline:3px solid var(--now);outline-offset:3px;border-radius:.3rem}
:focus{outline:none}
a:focus-visible,summary:focus-visible{outline:2px solid var(--now);outline-offset:2px}
.skip{display:block;padding:.4rem 1rem;color:var(--link);font-size:.85rem}
.keys{position:fixed;right:.7rem;bottom:.7rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.3rem .7rem;font-size:.85rem;z-index:2}
.keys dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .7rem;margin:.4rem 0}
.keys dd{margin:0}
kbd{font:inherit;font-weight:600}
@media (min-width:1100px){
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--card);z-index:3}
body{display:grid;grid-template-columns:minmax(0,1.15fr) minmax(0,1fr);gap:0 1rem;max-width:100rem;margin:0 auto;font-size:15px}
main,aside{margin:0;max-width:none}
aside{position:sticky;top:0;height:100vh;overflow-y:auto}
}
@media (min-width:640px){.columns>.words>ul{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media (max-width:480px){main,aside{padding:.6rem}section{padding:.7rem}
li.labelled,.columns li.labelled{display:block}li.labelled>.label,li.labelled>.words{display:inline}li ul{margin:.1rem 0 .2rem .7rem}.columns>.words>ul{margin-left:0}}
@media (max-width:700px){.keys{display:none}}
@media print{body{display:block}aside{position:static;height:auto}.keys,.skip{display:none}section,aside article{break-inside:avoid-page}}
"""

SCRIPT = """
(()=>{"use strict";
const all=s=>[...document.querySelectorAll(s)];
const lists={q:all(".place"),c:all(".s-criteria>ul>li[id]"),s:all("main section")};
const at={q:-1,c:-1,s:-1};let marked=null,trail=[];
const show=e=>{if(marked)marked.classList.remove("at");marked=e;e.classList.add("at");e.scrollIntoView({block:"center"})};
const step=(k,d)=>{const l=lists[k];if(!l.length)return;at[k]=(at[k]+d+l.length)%l.length;if(marked)trail.push(marked);show(l[at[k]])};
const jump=(id,from)=>{const t=id&&document.getElementById(id);if(!t)return;if(from)trail.push(from);show(t)};
const target=e=>{const a=e.matches("a.ref")?e:e.querySelector("a.ref");return e.dataset.to||(a&&a.getAttribute("href").slice(1))};
const follow=()=>{if(marked)jump(target(marked),marked)};
const texts=()=>{const d=document.getElementById("documents");if(d.contains(document.activeElement)||(marked&&d.contains(marked))){show(document.querySelector("main section"))}else{show(d.querySelector("article"))}};
const keys={j:()=>step("q",1),k:()=>step("q",-1),c:()=>step("c",1),C:()=>step("c",-1),s:()=>step("s",1),S:()=>step("s",-1),t:texts,
b:()=>{const e=trail.pop();if(e)show(e)},Enter:follow,"?":()=>{const d=document.getElementById("keys");d.open=!d.open}};
addEventListener("keydown",e=>{if(e.ctrlKey||e.metaKey||e.altKey)return;const on=document.activeElement;
if(on&&/^(A|SUMMARY|INPUT|TEXTAREA|SELECT|BUTTON)$/.test(on.tagName)&&e.key==="Enter")return;
const f=keys[e.key];if(f){e.preventDefault();f()}});
addEventListener("click",e=>{const a=e.target.closest&&e.target.closest("a.ref");if(a){e.preventDefault();jump(target(a),a)}});
})();
"""
