/// How a report's page looks: the colours are those of the figures' themes.
enum ReportStyle {
  /// The style sheet.
  static let sheet = """
    :root{color-scheme:light dark;--paper:#fff;--panel:#f3f4f6;--ink:#1b1f24;--muted:#59616b;--rule:#dfe3e8;--accent:#0072b2;--warn:#b88000}
    @media (prefers-color-scheme:dark){:root{--paper:#0d1117;--panel:#1a2029;--ink:#e8ecf1;--muted:#97a1ad;--rule:#2b323c;--accent:#56b4e9;--warn:#e6b422}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 Inter,"Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
    main{max-width:940px;margin:0 auto;padding:40px 20px 80px}
    h1{font-size:clamp(1.7rem,5vw,2.4rem);line-height:1.15;margin:0 0 8px;overflow-wrap:anywhere;text-wrap:balance}
    h2{font-size:1.25rem;line-height:1.3;margin:0 0 12px;text-wrap:balance}
    p,ul,ol{margin:0 0 12px}
    p,li,figcaption{max-width:75ch}
    a{color:var(--accent)}
    section{margin-top:44px}
    .kicker{margin:0 0 4px;color:var(--muted);font-size:.82rem;letter-spacing:.06em;text-transform:uppercase}
    .facts,figcaption{color:var(--muted);font-size:.9rem}
    .answer{margin-top:24px;padding:20px 24px;border-radius:12px;background:var(--panel)}
    .answer p:last-child{margin:0;font-size:.9rem;color:var(--muted)}
    .choice{margin:0 0 12px;font-size:clamp(1.3rem,4vw,1.75rem);line-height:1.25;font-weight:600;overflow-wrap:anywhere}
    .choice small{font-size:1rem;font-weight:400;color:var(--muted)}
    dl{display:flex;flex-wrap:wrap;gap:8px 36px;margin:0 0 14px}
    dt{color:var(--muted);font-size:.82rem}
    dd{margin:0;font-size:1.2rem;font-weight:600}
    .findings{padding-left:1.4em}
    .findings li{margin-bottom:10px;overflow-wrap:anywhere}
    aside{margin-top:28px;padding:14px 20px;border-left:4px solid var(--warn);background:var(--panel);border-radius:0 8px 8px 0}
    aside h2{font-size:1rem;margin-bottom:6px}
    aside ul{margin:0;padding-left:1.1em;font-size:.92rem}
    nav{margin-top:36px}
    nav ul{columns:2 300px;padding-left:1.1em;font-size:.92rem}
    figure{margin:0 0 10px}
    .wide{overflow-x:auto;border:1px solid var(--rule);border-radius:10px}
    .wide:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    figure svg{display:block;height:auto;max-width:max(100%,620px);margin:0 auto}
    figcaption{margin-top:10px}
    details{margin-top:8px;font-size:.9rem}
    summary{cursor:pointer;color:var(--accent);padding:6px 0}
    table{border-collapse:collapse;width:100%}
    th,td{padding:6px 12px;text-align:right;border-bottom:1px solid var(--rule);white-space:nowrap}
    th{font-weight:600}
    tbody th{font-weight:400}
    th:first-child{text-align:left}
    tbody tr:last-child>*{border-bottom:0}
    @media print{:root{color-scheme:light}main{max-width:none;padding:0}nav,details{display:none}.wide{overflow:visible;border:0}figure svg{max-width:100%}section{break-inside:avoid}a{color:inherit}}
    """
}
