// Draws figures over time from the tables beside them.
import uPlot from "./uPlot.esm.js";

const HEIGHT = 260;
const DAY = 86_400;
const LEAST_PROBABILITY = 1e-5;
const PROBABILITIES = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5], [12, 4], [3, 6], [1, 4]];
const drawn = new Map();

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function faint(hex) {
  return hex + "33";
}

/** The table as columns of numbers; the first is time in seconds. */
function read(figure) {
  const table = figure.querySelector("table.figures");
  const heads = [...table.tHead.rows[0].cells].slice(1).map((cell) => ({
    name: cell.textContent,
    kind: cell.dataset.kind,
    slot: Number(cell.dataset.slot),
  }));
  const rows = [...table.tBodies[0].rows];
  const times = rows.map((row) => Date.parse(row.querySelector("time").dateTime) / 1000);
  const columns = heads.map((_, i) =>
    rows.map((row) => {
      const value = row.cells[i + 1].dataset.value;
      return value === "" ? null : Number(value);
    }));
  const marks = [...figure.querySelectorAll("table.marks time")].map((time) => Date.parse(time.dateTime) / 1000);
  return { heads, data: [times, ...columns], marks };
}

function write(unit) {
  const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const number = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 5 });
  return (value) => (value === null || value === undefined ? "–" : unit === "percent" ? percent.format(value) : number.format(value));
}

function series(head, index, isShort) {
  const stroke = colour(`--plot-${head.slot}`);
  const common = { label: head.name, stroke, spanGaps: true, points: { show: isShort && head.kind === "line", size: 8, fill: stroke } };
  switch (head.kind) {
    case "bars":
      return { ...common, fill: faint(stroke), paths: uPlot.paths.bars({ size: [0.4, 30], align: index === 0 ? -1 : 1 }) };
    case "band_low":
    case "band_high":
      return { ...common, stroke: faint(stroke), width: 1 };
    case "limit":
      return { ...common, width: 1.5, dash: DASHES[head.slot - 1] };
    default:
      return { ...common, width: 2.2, dash: DASHES[head.slot - 1] };
  }
}

/** Time with room at both ends: bars have a width, and a single moment has none. */
function timeRange(times, hasBars) {
  return (_, from, to) => {
    const [first, last] = times.length === 1 ? [times[0], times[0]] : [from, to];
    const room = hasBars || first === last ? DAY / 2 + DAY / 10 : (last - first) * 0.02;
    return [first - room, last + room];
  };
}

/** Figures with nothing cut off but what the first days, of few visitors, had: it would make the rest a flat line. */
function figureRange(columns) {
  const rows = columns[0]?.length ?? 0;
  const late = columns.flatMap((column) => column.slice(rows < 8 ? 0 : Math.floor(rows / 4))).filter((it) => it !== null);
  const from = Math.min(0, ...late);
  const to = Math.max(0, ...late);
  const room = (to - from || 1) * 0.08;
  return [from < 0 ? from - room : 0, to + room];
}

/** Upright lines where something was changed, with a number that the list below explains. */
function marking(marks) {
  return {
    hooks: {
      draw: (plot) => {
        const context = plot.ctx;
        context.save();
        context.strokeStyle = context.fillStyle = colour("--plot-text");
        context.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
        context.font = `${11 * devicePixelRatio}px sans-serif`;
        marks.forEach((mark, i) => {
          const x = plot.valToPos(mark, "x", true);
          if (x >= plot.bbox.left && x <= plot.bbox.left + plot.bbox.width) {
            context.beginPath();
            context.moveTo(x, plot.bbox.top);
            context.lineTo(x, plot.bbox.top + plot.bbox.height);
            context.stroke();
            context.fillText(String(i + 1), x + 3 * devicePixelRatio, plot.bbox.top + 11 * devicePixelRatio);
          }
        });
        context.restore();
      },
    },
  };
}

function draw(figure) {
  const place = figure.querySelector(".canvas");
  const { heads, data, marks } = read(figure);
  const format = write(figure.dataset.unit);
  const axis = { stroke: colour("--plot-text"), grid: { stroke: colour("--plot-grid") }, ticks: { stroke: colour("--plot-grid") } };
  const hasBars = heads.some((head) => head.kind === "bars");
  const isShort = data[0].length < 3;
  const isProbability = figure.dataset.unit === "probability";
  const columns = data.slice(1).map((column) => isProbability ? column.map((it) => it === null ? null : Math.max(it, LEAST_PROBABILITY)) : column);
  const bands = [];
  heads.forEach((head, i) => {
    if (head.kind === "band_low") {
      bands.push({ series: [i + 2, i + 1], fill: faint(colour(`--plot-${head.slot}`)) });
    }
  });
  const options = {
    width: place.clientWidth || 600,
    height: HEIGHT,
    scales: {
      x: { time: true, range: timeRange(data[0], hasBars) },
      y: isProbability ? { distr: 3, range: [LEAST_PROBABILITY, 1] } : { range: () => figureRange(columns) },
    },
    axes: [axis, {
      ...axis,
      size: 70,
      values: (_, ticks) => ticks.map(format),
      ...(isProbability ? { splits: () => PROBABILITIES, filter: (_, ticks) => ticks } : {}),
    }],
    series: [{ label: "Time" }, ...heads.map((head, index) => series(head, index, isShort)).map((it) => ({ ...it, value: (_, value) => format(value) }))],
    bands,
    plugins: marks.length > 0 ? [marking(marks)] : [],
  };
  drawn.get(figure)?.destroy();
  place.replaceChildren();
  drawn.set(figure, new uPlot(options, [data[0], ...columns], place));
}

const sizes = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const plot = drawn.get(target.closest("figure"));
    if (plot && contentRect.width > 0 && Math.abs(plot.width - contentRect.width) > 1) {
      plot.setSize({ width: contentRect.width, height: HEIGHT });
    }
  }
});

function drawAll(root) {
  for (const figure of root.querySelectorAll("figure.timeplot")) {
    if (!drawn.has(figure)) {
      draw(figure);
      sizes.observe(figure.querySelector(".canvas"));
    }
  }
}

document.addEventListener("htmx:load", (event) => {
  for (const figure of drawn.keys()) {
    if (!figure.isConnected) {
      drawn.get(figure).destroy();
      drawn.delete(figure);
    }
  }
  drawAll(event.detail.elt.parentNode ?? document);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...drawn.keys()].forEach(draw));
drawAll(document);
