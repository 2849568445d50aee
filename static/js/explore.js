// The still pictures become figures to point at and zoom into, when somebody asks for it. Not before:
// the library for it is larger than everything else together.

function added(element, source) {
  return new Promise((resolve, reject) => {
    Object.assign(element, source, { onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

// Plotly, and the library for maps within it, write their styles into the sheets of these ids, where
// there are any: sheets of our own, empty, so that no inline style is needed. The second id is of this
// version of Plotly; a browser test complains where it is another.
const SHEETS = ["plotly.js-style-global", "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53"];

async function loaded({ styles, plotly }) {
  for (const id of SHEETS) {
    await added(document.createElement("link"), { id, rel: "stylesheet", href: styles });
  }
  await added(document.createElement("script"), { src: plotly });
  return globalThis.Plotly;
}

let plotly;
let figures;

async function explore(figure) {
  const [waiting, failed] = ["waiting", "failed"].map((name) => figure.querySelector(`[data-explore-${name}]`));
  waiting.hidden = false;
  failed.hidden = true;
  try {
    plotly ??= loaded(figure.dataset);
    figures ??= fetch(figure.dataset.explore).then((answer) => answer.json());
    const [library, { figures: all }] = await Promise.all([plotly, figures]);
    const place = document.createElement("div");
    place.className = "explored";
    figure.querySelector("svg").replaceWith(place);
    await library.newPlot(place, ...coloured(figure, all[figure.dataset.index]));
    figure.querySelector("[data-explore-button]").remove();
  } catch {
    plotly = figures = undefined;
    failed.hidden = false;
  }
  waiting.hidden = true;
}

// The colours are the page's own, so that a dim page stays dim.
function coloured(figure, { data, layout }) {
  const style = getComputedStyle(figure);
  const probe = document.createElement("span");
  figure.append(probe);
  const plain = (name) => {
    probe.className = `colour-${name}`;
    return getComputedStyle(probe).color;
  };
  const [ink, ache, soft, line, accent] = ["ink", "ache", "soft", "line", "accent"].map(plain);
  probe.remove();
  for (const trace of data) {
    const own = trace.meta === "before" ? soft : ache;
    trace.marker = { ...trace.marker, color: trace.marker?.color ?? own, line: { color: own, width: 1 } };
    if (trace.error_y) trace.error_y.color = ink;
  }
  // As in the still picture, whose key stays below.
  const bands = {
    botox: { fillcolor: accent },
    placebo: { fillcolor: "rgba(0,0,0,0)", opacity: 1, line: { width: 1, dash: "dot", color: soft } },
  };
  for (const shape of layout.shapes) {
    if (shape.type === "line") shape.line.color = ink;
    else Object.assign(shape, bands[shape.name]);
  }
  const axis = { gridcolor: line, color: ink };
  const drawn = {
    ...layout,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, family: style.fontFamily },
    xaxis: { ...layout.xaxis, ...axis },
    yaxis: { ...layout.yaxis, ...axis },
  };
  // No button uploads anything anywhere.
  const options = { responsive: true, displaylogo: false, showSendToCloud: false, showEditInChartStudio: false, modeBarButtonsToRemove: ["sendDataToCloud", "lasso2d", "select2d"] };
  return [data, drawn, options];
}

for (const figure of document.querySelectorAll("[data-explore]")) {
  const button = figure.querySelector("[data-explore-button]");
  button.hidden = false;
  button.addEventListener("click", () => explore(figure));
}
