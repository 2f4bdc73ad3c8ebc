/* Filofesta: makes frames as high as their content. Listens only to frames of the site it came from. */
(() => {
  const home = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(home + "/embed/"));
  addEventListener("message", ({ data, origin, source }) => {
    if (origin !== home || !data || data.type !== "filofesta:height") return;
    const height = Number(data.height);
    if (!(height >= 100 && height <= 10000)) return;
    for (const frame of frames()) if (frame.contentWindow === source) frame.style.height = Math.ceil(height) + "px";
  });
  /* A frame that was quicker than this file has told its height already: it is asked to tell it again. */
  for (const frame of frames()) frame.contentWindow.postMessage({ type: "filofesta:tell" }, "*");
})();
