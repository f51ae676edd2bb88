"""How the page of the interface looks: light, dark, narrow and on paper."""

STYLE = """\
:root { color-scheme: light dark; --line: #d5d8dd; --soft: #f3f4f6; --word: #1c2430; --dim: #5a6472; --mark: #0b5cad;
  --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #39414d; --soft: #1d232c; --word: #e6e9ee; --dim: #a3adba; --mark: #79b8ff; --paper: #12161c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--word);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; text-transform: capitalize; }
a { color: var(--mark); }
code, pre { font: .92em/1.5 ui-monospace, monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; overflow-x: auto; padding: .75rem; }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; }
summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .25rem .75rem; padding: .6rem .75rem; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
summary .method { font-weight: 700; min-width: 3.2rem; }
summary .what { color: var(--dim); flex: 1 1 18rem; }
details > div { border-top: 1px solid var(--line); overflow-x: auto; padding: .25rem .75rem .75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; }
th { color: var(--dim); font-weight: 600; }
@media print { details > div { display: block; } pre { white-space: pre-wrap; } }
"""
