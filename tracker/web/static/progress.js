// How far the reading of calendars is, as the server tells it while it goes on. Without this file the page can be loaded
// anew by hand, and without script it is by itself; where no stream is to be had, so it is here.
"use strict";
(() => {
  const far = document.querySelector("[data-stream]");
  const [title, said, meanwhile] = ["title", "said", "meanwhile"].map((id) => document.getElementById(id));
  const stream = new EventSource(far.dataset.stream);

  const put = (place, text) => {
    if (place.textContent !== text) place.textContent = text; // the same again would be said aloud again
  };

  const show = ({ data }) => {
    const told = JSON.parse(data);
    put(title, told.title);
    put(said, told.said);
    far.innerHTML = told.part; // ours: rendered and escaped by the server
  };

  stream.addEventListener("news", show);
  stream.addEventListener("over", (event) => {
    stream.close();
    show(event);
    meanwhile.remove();
  });
  // A stream that ends is taken up again by the browser; one that is refused is not.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
  });
})();
