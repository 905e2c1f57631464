/* The dot on the map: dragged, or moved by arrow keys. The two number fields stay the truth. */
const svg = document.getElementById("map");
const fields = { actors: document.getElementById("id_actors"), outcome: document.getElementById("id_outcome") };
const frame = svg.querySelector(".matrix__frame");
const [left, top, side] = ["x", "y", "width"].map((name) => Number(frame.getAttribute(name)));
const SVG = "http://www.w3.org/2000/svg";

const handle = document.createElementNS(SVG, "g");
handle.setAttribute("class", "matrix__handle");
handle.setAttribute("tabindex", "0");
handle.setAttribute("role", "application");
handle.setAttribute("aria-describedby", "map-help");
for (const [radius, fill] of [[22, "transparent"], [10, "currentcolor"]]) {
  const circle = document.createElementNS(SVG, "circle");
  circle.setAttribute("r", radius);
  circle.setAttribute("fill", fill);
  handle.append(circle);
}
for (const drawn of svg.querySelectorAll(".matrix__dot, .matrix__band")) drawn.remove();
svg.setAttribute("role", "group");
svg.append(handle);
svg.classList.add("is-live");
document.getElementById("map-help").hidden = false;

const clamp = (value) => Math.min(100, Math.max(0, Math.round(value)));
const score = (axis) => (fields[axis].value === "" || !fields[axis].validity.valid ? 50 : clamp(Number(fields[axis].value)));

function draw() {
  const [actors, outcome] = [score("actors"), score("outcome")];
  handle.setAttribute("transform", `translate(${left + (actors * side) / 100} ${top + (outcome * side) / 100})`);
  const name = document.getElementById("map-words").dataset.dot;
  handle.setAttribute("aria-label", `${name}: ${actors}, ${outcome}`);
  for (const group of document.querySelectorAll(".steps")) {
    const value = Number(document.getElementById(group.dataset.for).value);
    [...group.children].forEach((button, step) => button.setAttribute("aria-pressed", String(document.getElementById(group.dataset.for).value !== "" && value === step * 25)));
  }
}

function set(actors, outcome, done) {
  fields.actors.value = clamp(actors);
  fields.outcome.value = clamp(outcome);
  draw();
  if (done) fields.outcome.dispatchEvent(new Event("change", { bubbles: true }));
}

function fromPointer(event, done) {
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  set(((point.x - left) / side) * 100, ((point.y - top) / side) * 100, done);
}

svg.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  svg.setPointerCapture(event.pointerId);
  handle.focus();
  fromPointer(event, false);
});
svg.addEventListener("pointermove", (event) => svg.hasPointerCapture(event.pointerId) && fromPointer(event, false));
svg.addEventListener("pointerup", (event) => svg.hasPointerCapture(event.pointerId) && fromPointer(event, true));

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
handle.addEventListener("keydown", (event) => {
  const move = MOVES[event.key];
  if (!move) return;
  event.preventDefault();
  const reach = event.shiftKey ? 10 : 1;
  set(score("actors") + move[0] * reach, score("outcome") + move[1] * reach, true);
});

for (const group of document.querySelectorAll(".steps")) {
  group.hidden = false;
  const field = document.getElementById(group.dataset.for);
  [...group.children].forEach((button, step) =>
    button.addEventListener("click", () => {
      field.value = step * 25;
      draw();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }),
  );
}
for (const field of Object.values(fields)) field.addEventListener("input", draw);
draw();

/* The field that the server read out of the dot carries its wash. */
document.addEventListener("htmx:after:swap", () => {
  const form = document.querySelector("#reading .answer__form")?.classList[1];
  for (const field of svg.querySelectorAll(".matrix__field")) field.classList.toggle("placed", field.classList.contains(form));
});
