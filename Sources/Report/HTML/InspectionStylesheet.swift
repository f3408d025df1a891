/// What the page of an inspection adds to the look of the report: a listing of lines.
enum InspectionStylesheet {
    static let css: StaticString = """
        :root { --date: #1f5a78; --label: #75560a; --credit: #2d6631; }
        @media (prefers-color-scheme: dark) {
          :root { --date: #8cc4e0; --label: #dcb968; --credit: #96cf9a; }
        }
        .sheet { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1.1rem, 4vw, 3rem); }
        .sheet > section, .sheet > section:first-child { padding: clamp(1.8rem, 4vw, 2.6rem) 0 0; border: 0; }
        .inspected { padding-bottom: 0; max-width: 84rem; }
        .inspected h1 { font-size: clamp(1.5rem, 3.6vw, 2.3rem); overflow-wrap: anywhere; }
        .findings { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .45rem 1.6rem;
          margin-top: 1.5rem; padding-top: 1.3rem; border-top: 1px solid var(--rule); }
        .findings dt { color: var(--soft); font-size: .9rem; }
        .findings .because { color: var(--soft); }
        .found { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: 1rem;
          margin-top: 1rem; }
        .found > li { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem;
          padding: 1rem 1.2rem 1.1rem; min-width: 0; }
        .found .numeral { color: var(--accent); font-size: .82rem; font-weight: 600; }
        .found h3 { margin: .15rem 0 .1rem; }
        .said { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .9rem;
          margin-top: .7rem; font-size: .9rem; }
        .said dt { color: var(--soft); }
        .said .rule { display: block; color: var(--soft); font-size: .85em; line-height: 1.4; padding-bottom: .15rem; }
        .said .v-credit { color: var(--credit); }
        .said .v-label { color: var(--label); }

        .listing { border-bottom: 1px solid var(--rule); }
        .listing > li { display: grid; grid-template-columns: 2.9rem 6.6rem minmax(0, 1fr) minmax(0, 23.5rem);
          column-gap: 1.1rem; padding: .24rem 0; align-items: baseline; border-inline-start: 3px solid transparent; }
        .listing > li.in { border-inline-start-color: var(--accent); background: var(--card); }
        .listing > li:target { background: var(--wash); }
        .listing .no { color: var(--soft); font: 400 .8rem/1.5 var(--mono); text-align: end; text-decoration: none; }
        .listing .role { font-size: .8rem; font-weight: 600; color: var(--soft); }
        .listing .words { overflow-wrap: anywhere; }
        .listing .why { color: var(--soft); font-size: .82rem; line-height: 1.45; text-wrap: pretty;
          padding-inline-end: .8rem; }
        .listing .blank { padding: 0; min-height: .85rem; }
        .listing .blank .no { font-size: .66rem; line-height: .85rem; opacity: .75; }
        .listing .opening { display: flex; gap: .8rem; padding: .75rem 0 .45rem 1.1rem; border-inline-start-color: var(--accent);
          border-top: 1px solid var(--rule); background: var(--card); color: var(--accent); font-size: .82rem;
          font-weight: 600; }
        .listing .opening .place { font-weight: 400; }
        .r-text .words, .r-title .words { font-family: var(--serif); }
        .r-title .words { font-size: 1.22rem; line-height: 1.35; }
        .r-title .role { color: var(--accent); }
        .r-date .words, .r-date .role, .v-date { color: var(--date); }
        .r-category .words, .r-category .role, .r-caption .words, .r-caption .role, .v-label { color: var(--label); }
        .r-credit .words, .r-credit .role, .r-signature .words, .r-signature .role, .v-credit { color: var(--credit); }
        .listing > .chrome { padding-block: .08rem; }
        .chrome .words { color: var(--soft); font-size: .88rem; }
        .chrome .role, .r-text .role { font-weight: 400; }
        .sheet + .colophon { margin-top: 1.6rem; max-width: 84rem; }
        @media (max-width: 60rem) {
          .listing > li { grid-template-columns: 2.8rem minmax(0, 1fr); row-gap: .05rem; }
          .listing .role, .listing .words, .listing .why { grid-column: 2; }
          .listing .no { grid-row: 1; }
          .listing .words, .listing .why { padding-inline-end: .7rem; }
          .listing .opening { display: flex; }
        }
        @media print {
          :root { --date: #123f57; --label: #59410a; --credit: #1d4a21; }
          .listing > li { break-inside: avoid; }
        }
        """
}
