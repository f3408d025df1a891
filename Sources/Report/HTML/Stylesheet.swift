/// How the report looks: serif for what is quoted, sans for what the report says itself, and one
/// accent, the red of rubrics.
///
/// Text and its ground keep a contrast of at least 4.5 : 1 (WCAG 2.2 AA) in both colour schemes.
enum Stylesheet {
    static let css: StaticString = """
        :root {
          color-scheme: light dark;
          --paper: #fbfaf7; --card: #ffffff; --ink: #211f1c; --soft: #615b52; --rule: #e3ded4;
          --faint: #f2efe8; --accent: #9a2a1f; --wash: #f8e6e0; --bar: #b9655b;
          --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia,
            "Noto Serif", "Noto Naskh Arabic", serif;
          --sans: "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
            "Noto Sans", "Noto Sans Arabic", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #161513; --card: #1e1c1a; --ink: #ece7de; --soft: #aba396; --rule: #37332e;
            --faint: #24211e; --accent: #f2998b; --wash: #4a2721; --bar: #b9675b;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { scroll-behavior: smooth; scroll-padding-top: 1.5rem; -webkit-text-size-adjust: 100%; }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 400 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums;
          overflow-wrap: break-word; -webkit-font-smoothing: antialiased;
        }
        a { color: inherit; text-decoration: underline; text-decoration-color: var(--rule);
          text-decoration-thickness: 1px; text-underline-offset: .2em; }
        a:hover { color: var(--accent); text-decoration-color: currentColor; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
        p, ul, ol, dl, figure, blockquote, h1, h2, h3 { margin: 0; }
        ul, ol { padding: 0; list-style: none; }
        dd { margin: 0; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        .skip { position: absolute; left: -999rem; }
        .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }

        .masthead, .page, .colophon { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 3rem); }
        .masthead { padding-top: clamp(2.2rem, 6vw, 4.5rem); padding-bottom: clamp(1.8rem, 4vw, 3rem); }
        .wordmark { display: flex; align-items: center; gap: .55rem; color: var(--accent);
          font-weight: 600; font-size: .82rem; letter-spacing: .16em; text-transform: uppercase; }
        .emblem { width: 1.7rem; height: 1.7rem; overflow: visible; }
        .emblem .branch { fill: none; stroke: currentColor; stroke-width: 1.6; }
        .emblem .witness { fill: currentColor; }
        .emblem .ghost { fill: var(--paper); stroke: currentColor; stroke-width: 1.6; stroke-dasharray: 2.4 1.6; }
        h1 { font: 400 clamp(2.1rem, 5.5vw, 3.5rem)/1.1 var(--serif); letter-spacing: -.012em;
          margin: 1.1rem 0 .9rem; text-wrap: balance; }
        .lede { font: 400 clamp(1.1rem, 2.1vw, 1.3rem)/1.5 var(--serif); max-width: 42rem; text-wrap: pretty; }
        .dateline { color: var(--soft); font-size: .88rem; margin-top: .9rem; }

        .page { display: grid; grid-template-columns: minmax(0, 1fr); }
        .contents { border-block: 1px solid var(--rule); margin: 0 calc(-1 * clamp(1.1rem, 4vw, 3rem));
          overflow-x: auto; scrollbar-width: thin; }
        .contents ol { display: flex; gap: .2rem; padding: .35rem clamp(.6rem, 3vw, 2.5rem); width: max-content; }
        .contents a { display: flex; gap: .5rem; padding: .4rem .55rem; text-decoration: none;
          color: var(--soft); font-size: .88rem; white-space: nowrap; border-radius: .3rem; }
        .contents a:hover { color: var(--accent); background: var(--faint); }
        .contents .n { opacity: .85; }
        @media (min-width: 64rem) {
          .page { grid-template-columns: 11.5rem minmax(0, 1fr); column-gap: 4rem; }
          .contents { border: 0; margin: 0; align-self: start; position: sticky; top: 1.5rem; overflow: visible;
            padding-top: 2.6rem; }
          .contents ol { flex-direction: column; padding: 0; width: auto; gap: 0; }
          .contents a { justify-content: space-between; padding: .36rem .6rem; margin-left: -.6rem; }
        }
        main { min-width: 0; }
        main > section { padding: clamp(2.2rem, 5vw, 3.4rem) 0; border-bottom: 1px solid var(--rule); }
        main > section:last-child { border-bottom: 0; }
        @media (min-width: 64rem) { main > section:first-child { padding-top: 2.6rem; border-top: 1px solid var(--rule); }
          .contents { border-top: 1px solid var(--rule); } }
        h2 { font: 400 clamp(1.5rem, 3vw, 1.95rem)/1.2 var(--serif); display: flex; align-items: baseline;
          gap: .65rem; margin-bottom: .5rem; }
        h2 .count { font: 500 .88rem/1 var(--sans); color: var(--accent); }
        h3 { font: 400 1.28rem/1.3 var(--serif); text-wrap: pretty; }
        h3 a { text-decoration-color: transparent; }
        .intro { color: var(--soft); max-width: 40rem; margin-bottom: 2rem; text-wrap: pretty; }
        .empty { color: var(--soft); font-family: var(--serif); font-style: italic; max-width: 38rem; }
        .more { color: var(--soft); font-size: .88rem; margin-top: .8rem; }
        time { white-space: nowrap; }
        .meta, .place { color: var(--soft); font-size: .88rem; }
        .untitled { font-style: italic; color: var(--soft); }
        code { font-family: var(--mono); font-size: .88em; }

        .tiles { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: 1px; margin: 1.4rem 0 2.6rem; background: var(--rule); border: 1px solid var(--rule);
          border-radius: .5rem; overflow: hidden; }
        @media (min-width: 44rem) { .tiles { grid-template-columns: repeat(4, minmax(0, 1fr)); } }
        .tile { background: var(--card); padding: 1rem 1.1rem 1.05rem; }
        .tile dt { font-size: .82rem; font-weight: 600; }
        .tile .number { font: 400 2.1rem/1.2 var(--serif); font-variant-numeric: lining-nums tabular-nums;
          margin: .15rem 0 .1rem; }
        .tile .note { color: var(--soft); font-size: .8rem; line-height: 1.35; }
        .tile.none .number { color: var(--soft); }

        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
          gap: 2.4rem 3rem; }
        .chart.wide { grid-column: 1 / -1; }
        .chart figcaption { font-size: .82rem; font-weight: 600; margin-bottom: .8rem; }
        svg { display: block; }
        .columns { width: 100%; height: 7.5rem; border-bottom: 1px solid var(--soft); }
        .columns rect, .bar rect { fill: var(--bar); }
        .columns rect:hover { fill: var(--accent); }
        .years { display: flex; }
        .years li { flex: 1 1 0; min-width: 0; text-align: center; font-size: .78rem; line-height: 1.35;
          padding-top: .4rem; }
        .years .year { display: block; color: var(--soft); overflow-wrap: normal; }
        .years .n { font-weight: 600; }
        @media (max-width: 44rem) { .years.many .year { writing-mode: vertical-rl; margin: 0 auto .3rem; } }
        .bars li { display: grid; grid-template-columns: minmax(0, 9.5rem) minmax(2rem, 1fr) 3.2rem;
          align-items: center; gap: .8rem; padding: .22rem 0; font-size: .9rem; }
        .bars .name { text-align: left; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
        .bars .n { text-align: right; }
        .bar { width: 100%; height: .5rem; background: var(--faint); }

        .family, .lineage, .entry { padding: 1.9rem 0; border-top: 1px solid var(--rule); }
        .intro + .family, .intro + .lineage, .intro + .entry { border-top: 0; padding-top: 0; }
        .family > header { display: flex; gap: .9rem; align-items: baseline; margin-bottom: 1rem; }
        .family .numeral { font: 400 1.28rem/1.3 var(--serif); color: var(--accent); min-width: 1.4rem; }
        .siglum { font: italic 500 1.02rem/1 var(--serif); color: var(--accent); font-variant-numeric: normal; }
        .members { display: grid; gap: .7rem; margin: 0 0 1.3rem; }
        .members li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr); gap: .9rem; align-items: baseline; }
        .members .variant { font-family: var(--serif); font-style: italic; }
        .members .where { font-size: .94rem; }
        .members .place { flex-basis: 100%; }
        .witnesses { display: flex; flex-wrap: wrap; gap: .6rem 3rem; margin-bottom: 1.4rem; }
        .witnesses > div { flex: 1 1 24rem; min-width: 0; }
        .witnesses .members:last-child { margin-bottom: 0; }
        .stemma { flex: none; max-width: 100%; height: auto; align-self: flex-start; margin: .3rem auto 0; }
        .witnesses.wide { flex-direction: column-reverse; }
        .witnesses.wide > div { flex: none; }
        .witnesses.wide .stemma { margin-inline: 0; }
        .more + .others { margin-top: .9rem; }
        .collation + .more { margin-bottom: .9rem; }
        .stemma .edge { stroke: var(--accent); stroke-width: 1.4; }
        .stemma .lost { stroke-dasharray: 4 3; }
        .stemma .node { fill: var(--paper); stroke: var(--accent); stroke-width: 1.4; }
        .stemma .ghost { stroke-dasharray: 3.2 2.6; }
        .stemma .node.first { fill: var(--accent); }
        .stemma .letter { font: italic 500 15px var(--serif); fill: var(--accent); text-anchor: middle; }
        .stemma .letter.first { fill: var(--paper); }
        .others { border-top: 1px dashed var(--rule); padding-top: .7rem; }
        .lost { font-style: italic; }
        .where { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
        .tag { margin-inline-start: .7rem; font-size: .8rem; color: var(--accent); white-space: nowrap; }

        .chain { display: flex; flex-wrap: wrap; row-gap: 1rem; margin: 1.2rem 0 1.3rem; }
        .chain li { position: relative; flex: 0 1 13rem; min-width: 8.5rem; padding: 1.25rem 1.2rem 0 0;
          display: flex; flex-direction: column; align-items: flex-start; gap: .05rem; }
        .chain li::before { content: ""; position: absolute; left: 0; top: 0; width: .82rem; height: .82rem;
          border-radius: 50%; background: var(--accent); border: 1.5px solid var(--accent); z-index: 1; }
        .chain li::after { content: ""; position: absolute; left: 1.15rem; right: .3rem; top: .37rem;
          border-top: 1.5px solid var(--accent); }
        .chain li:last-child::after { display: none; }
        .chain .ghost::before { background: var(--paper); border-style: dashed; }
        .chain .ghost::after { border-top-style: dashed; }
        .chain .person::before { background: var(--paper); border-radius: 1px; transform: rotate(45deg) scale(.85); }
        .chain .role { font-size: .76rem; color: var(--soft); }
        .chain .outlet { font-size: .95rem; line-height: 1.35; }
        .chain .ghost .outlet { font-style: italic; }
        /* Arabic script has no italic; a slanted one is hard to read. */
        bdi:dir(rtl) { font-style: normal !important; }
        .claim .meta { margin-inline-start: .4rem; }
        @media (max-width: 38rem) {
          .chain { flex-direction: column; row-gap: 0; }
          .chain li { flex: none; padding: 0 0 1rem 1.7rem; }
          .chain li::before { top: .2rem; }
          .chain li::after { left: .36rem; right: auto; top: 1.25rem; bottom: .05rem; border-top: 0;
            border-left: 1.5px solid var(--accent); }
          .chain .ghost::after { border-left-style: dashed; }
        }

        .comparison { border: 1px solid var(--rule); border-radius: .5rem; background: var(--card);
          margin-top: .7rem; }
        .comparison > :not(summary) { margin-inline: clamp(.9rem, 3vw, 1.4rem); }
        .comparison[open] { padding-bottom: 1.2rem; }
        .comparison summary { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 1rem;
          padding: .75rem clamp(.9rem, 3vw, 1.4rem); cursor: pointer; list-style: none; font-size: .92rem; }
        .comparison summary::-webkit-details-marker { display: none; }
        .comparison .pair::before { content: "+"; display: inline-block; width: 1.1rem; color: var(--soft);
          font-weight: 400; }
        .comparison[open] .pair::before { content: "–"; }
        .comparison summary:hover .between { color: var(--accent); }
        .between { margin: 0 .5rem; }
        .pairing { margin-bottom: .9rem; }
        .pairing .between { font: 400 .88rem/1.3 var(--sans); color: var(--soft); }
        .scores { color: var(--soft); }
        .collation { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
          border-top: 1px solid var(--rule); }
        .collation .side { padding: 1.1rem 0 1.3rem; min-width: 0; }
        @media (min-width: 48rem) {
          .collation .side:first-child { padding-inline-end: 1.5rem; border-inline-end: 1px solid var(--rule); }
          .collation .side:last-child { padding-inline-start: 1.5rem; }
        }
        .side figcaption { display: flex; gap: .6rem; align-items: baseline; margin-bottom: .55rem; }
        blockquote { font: 400 1.02rem/1.68 var(--serif); white-space: pre-line; text-wrap: pretty; }
        mark { background: var(--wash); color: inherit; padding: .06em .14em; margin: 0 -.14em; border-radius: .15em;
          box-decoration-break: clone; -webkit-box-decoration-break: clone;
          text-decoration: underline; text-decoration-color: var(--accent);
          text-decoration-thickness: 1px; text-underline-offset: .22em; }
        .gap { font: 400 .8rem/1 var(--sans); color: var(--soft); border: 1px solid var(--rule);
          border-radius: 1rem; padding: .1rem .55rem; margin: 0 .25rem; white-space: nowrap;
          unicode-bidi: isolate; }
        .evidence { margin-top: .5rem; font-size: .9rem; }
        .evidence li { position: relative; padding-inline-start: 1.15rem; color: var(--soft); }
        .evidence li::before { content: "+"; position: absolute; inset-inline-start: 0; }
        .evidence.against { margin-top: .1rem; }
        .evidence.against li::before { content: "\\2212"; color: var(--accent); }
        .comparison .evidence { border-top: 1px solid var(--rule); padding-top: .9rem; margin-top: 0; }

        .claims { display: grid; gap: 1rem; }
        .claim { display: flex; flex-wrap: wrap; gap: .25rem .8rem; align-items: baseline; }
        .claim .how { flex: 1 1 16rem; }
        .claim .title { font-family: var(--serif); }
        .confidence { color: var(--soft); font-size: .88rem; }
        .badge { display: inline-block; min-width: 8.1rem; font-size: .82rem; font-weight: 500; line-height: 1.3;
          padding: .14rem .65rem; border: 1.5px solid var(--accent); border-radius: 1rem; color: var(--accent);
          white-space: nowrap; }
        .badge.declared { background: var(--accent); color: var(--paper); }
        .badge.probable { border-style: dashed; }
        .badge.undetermined { border-style: dotted; border-color: var(--soft); color: var(--soft); }
        .badge.conflicting { border-style: double; border-width: 3px; background: var(--wash); color: var(--ink);
          padding: .05rem .6rem; }
        .lineage .evidence { margin-inline-start: .2rem; }
        .caveat { color: var(--soft); font-size: .88rem; margin-top: .9rem; font-style: italic; }

        .entry > header { margin-bottom: .8rem; }
        .pieces { display: grid; gap: .55rem; }
        .pieces li { display: flex; flex-wrap: wrap; gap: .05rem 1rem; align-items: baseline; }
        .pieces .title { font-family: var(--serif); font-size: 1.04rem; }
        .parts { counter-reset: part; }
        .parts li { counter-increment: part; position: relative; padding-inline-start: 1.9rem; }
        .parts li::before { content: counter(part); position: absolute; inset-inline-start: 0; color: var(--soft);
          font-size: .88rem; line-height: 1.7rem; }
        .ribbon { width: 100%; height: .6rem; background: var(--faint); margin-bottom: 1.1rem; }
        .ribbon rect { fill: var(--bar); stroke: var(--paper); stroke-width: 1; vector-effect: non-scaling-stroke; }
        .frame { border-inline-start: 2px solid var(--accent); padding-inline-start: 1.1rem; margin-bottom: 1rem;
          max-width: 44rem; }
        .slot { background: var(--wash); padding: 0 .7em; border-radius: .2em; }
        .pieces .couple { display: block; padding-inline-start: 1rem; border-inline-start: 2px solid var(--rule); }
        .couple .side { display: block; }
        .couple .between { display: block; color: var(--soft); font-size: .88rem; margin: 0; }
        h3 .tag { font-family: var(--sans); }
        .pieces .path { font-family: var(--mono); font-size: .86rem; overflow-wrap: anywhere; }
        .changes { display: grid; gap: 1.4rem; }
        .changes .title { font-family: var(--serif); font-size: 1.04rem; }
        .change { display: grid; gap: .35rem; margin-top: .4rem; }
        .change > div { display: grid; grid-template-columns: 5rem minmax(0, 1fr); align-items: baseline; }
        .change dt { color: var(--soft); font-size: .88rem; }
        .change .badge { min-width: 0; }
        .records { display: grid; gap: 1.1rem; }
        .records .path { font-family: var(--mono); font-size: .86rem; margin-inline-end: .9rem; }
        .records .title + .meta { margin-left: .9rem; }
        .records dd { max-width: 44rem; }
        .records .quoted { font-family: var(--serif); }
        .glossary { columns: 19rem 2; column-gap: 3rem; margin: 1.2rem 0 2.2rem; }
        .glossary > div { break-inside: avoid; margin-bottom: 1rem; }
        .glossary dt { font-weight: 600; font-size: .92rem; }
        .glossary dd { color: var(--soft); font-size: .94rem; }
        .states { display: grid; gap: .6rem; margin-top: 1rem; }
        .states > div { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: baseline; }
        .states dt { min-width: 8.6rem; }
        .states dd { color: var(--soft); }
        .colophon { color: var(--soft); font-size: .85rem; padding-top: 1.4rem; padding-bottom: 4rem; }
        .colophon p { max-width: 40rem; }

        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --faint: #eee;
            --accent: #8a1f15; --wash: #f3dcd6; --bar: #999; color-scheme: light; }
          body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          .contents, .skip { display: none; }
          .page { display: block; }
          main > section { break-before: auto; }
          h2, h3, .family > header, .side figcaption, summary { break-after: avoid; }
          .tile, .chart, .members li, .claims li, .chain { break-inside: avoid; }
          details::details-content { content-visibility: visible; block-size: auto; }
          .comparison .pair::before { content: ""; width: 0; }
          a { text-decoration: none; }
        }
        """
}
