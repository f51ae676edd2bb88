// Live updates and the time slider. Every page reads and works without this file.

const page = document.body;
const parts = () => document.querySelectorAll("[data-part]");

/** Fetch an address of this site and put its parts in place of ours; forms stay as they are. */
async function show(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = new Set([...document.querySelectorAll("main details[open]")].map(nameOf));
  const focused = markOf(document.activeElement);
  document.title = fresh.title;
  page.dataset.position = fresh.body.dataset.position;
  for (const part of parts()) part.replaceWith(fresh.getElementById(part.id));
  for (const details of document.querySelectorAll("main details")) details.open = open.has(nameOf(details));
  focused?.()?.focus({ preventScroll: true });
  return true;
}

/** What tells one <details> from another after the page was drawn anew. */
function nameOf(details) {
  return details.id || details.closest("[id]").id;
}

/** How to find an element again after the page was drawn anew; nothing for one outside of the parts. */
function markOf(element) {
  if (!element?.closest("[data-part]")) return null;
  if (element.matches("summary")) {
    const name = nameOf(element.parentElement);
    const same = (details) => nameOf(details) === name;
    return () => [...document.querySelectorAll("[data-part] details")].find(same)?.querySelector("summary");
  }
  const place = element.closest("[id]").id;
  const href = element.getAttribute("href");
  const links = () => document.getElementById(place)?.querySelectorAll("a, [tabindex]") ?? [];
  const alike = () => [...links()].filter((link) => link.getAttribute("href") === href);
  const which = alike().indexOf(element);
  return () => alike()[which] ?? alike()[0];
}

/** Whether the page shows the present; at another date it is what it was. */
function isNow() {
  const asked = new URLSearchParams(location.search);
  return !asked.get("as_of") && !asked.get("known_at");
}

/** Draw anew whenever something is recorded that this page tells of. */
function listen() {
  if (!page.dataset.live) return;
  const address = new URL("/api/v1/events/stream", location.href);
  address.searchParams.set("after", page.dataset.position);
  if (page.dataset.customer) address.searchParams.set("customer", page.dataset.customer);
  const source = new EventSource(address);
  let waiting = false;
  source.addEventListener("message", async () => {
    if (waiting || !isNow()) return;
    waiting = true;
    // Events come in bursts; one drawing serves them all.
    await new Promise((done) => setTimeout(done, 150));
    waiting = false;
    if (!isNow() || !(await show(location.href))) return;
    const news = document.querySelector("#news");
    news.textContent = news.dataset.said;
    document.querySelector("#now .standing, #list .scroll")?.classList.add("news-flash");
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

/** The slider goes through month ends; its right end is the present. */
function prepareSlider() {
  const slider = document.querySelector("#slider");
  if (!slider) return;
  const form = slider.form;
  const then = document.querySelector("#as-known-then");
  const months = slider.dataset.months.split(" ");
  const asked = form.elements.as_of.value.slice(0, 10);
  const at = asked ? months.findIndex((month) => month >= asked) : -1;
  slider.value = at < 0 ? months.length : at;
  then.checked = Boolean(asked) && form.elements.known_at.value === form.elements.as_of.value;
  const fill = () => {
    const month = months[slider.value] ?? "";
    form.elements.as_of.value = month;
    if (then.checked || then.dataset.was) form.elements.known_at.value = then.checked ? month : "";
    then.dataset.was = then.checked ? "1" : "";
    slider.setAttribute("aria-valuetext", month || slider.dataset.today);
  };
  const go = async () => {
    fill();
    const address = new URL(location.href);
    for (const name of ["as_of", "known_at"]) {
      const value = form.elements[name].value;
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    address.searchParams.delete("skip");
    address.hash = "";
    if (await show(address)) history.replaceState(null, "", address);
    else location.assign(address);
  };
  then.dataset.was = then.checked ? "1" : "";
  slider.setAttribute("aria-valuetext", months[slider.value] ?? slider.dataset.today);
  slider.addEventListener("input", fill);
  slider.addEventListener("change", go);
  then.addEventListener("change", go);
  document.querySelector("#slide").hidden = false;
}

prepareSlider();
listen();
addEventListener("pageshow", (event) => event.persisted && listen());
