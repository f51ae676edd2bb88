// Live updates and the time slider. Every page reads and works without this file.

const page = document.body;

/** Fetch an address of this site and put its <main> in place of ours. */
async function show(address, { keep = false } = {}) {
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = new Set([...document.querySelectorAll("main details[open]")].map(nameOf));
  const focused = document.activeElement?.id;
  document.title = fresh.title;
  page.dataset.position = fresh.body.dataset.position;
  document.querySelector("#main").replaceWith(fresh.querySelector("#main"));
  for (const details of document.querySelectorAll("main details")) details.open = open.has(nameOf(details));
  if (!keep) history.replaceState(null, "", address);
  prepareSlider();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return true;
}

/** What tells one <details> from another after the page was drawn anew. */
function nameOf(details) {
  return (details.closest("[id]")?.id ?? "") + details.querySelector("summary").textContent;
}

/** A page at the present listens; a page at another date is what it was, and does not. */
function listen() {
  const asked = new URLSearchParams(location.search);
  if (!page.dataset.live || asked.get("as_of") || asked.get("known_at")) return;
  const address = new URL("/api/v1/events/stream", location.href);
  address.searchParams.set("after", page.dataset.position);
  if (page.dataset.customer) address.searchParams.set("customer", page.dataset.customer);
  const source = new EventSource(address);
  let waiting = false;
  const heard = async () => {
    if (waiting) return;
    waiting = true;
    // Events come in bursts; one drawing serves them all.
    await new Promise((done) => setTimeout(done, 150));
    waiting = false;
    if (new URLSearchParams(location.search).get("as_of")) return;
    if (await show(location.href, { keep: true })) {
      document.querySelector("#news").textContent = "Updated: something new was recorded.";
      document.querySelector("#main .standing, #main .scroll")?.classList.add("news-flash");
    }
  };
  source.addEventListener("message", heard);
  addEventListener("pagehide", () => source.close());
}

/** The slider goes through month ends; its right end is the present. */
function prepareSlider() {
  const slider = document.querySelector("#slider");
  if (!slider) return;
  const months = slider.dataset.months.split(" ");
  const field = document.querySelector('.clocks input[name="as_of"]');
  const at = months.findIndex((month) => month >= field.value);
  slider.value = field.value && at >= 0 ? at : months.length;
  slider.hidden = false;
  const say = () => slider.setAttribute("aria-valuetext", months[slider.value] ?? "today");
  say();
  slider.addEventListener("input", () => {
    field.value = months[slider.value] ?? "";
    say();
  });
  slider.addEventListener("change", () => {
    const address = new URL(location.href);
    if (months[slider.value]) address.searchParams.set("as_of", months[slider.value]);
    else address.searchParams.delete("as_of");
    show(address.pathname + address.search);
  });
}

prepareSlider();
listen();
