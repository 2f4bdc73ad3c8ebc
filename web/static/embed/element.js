/* <filofesta-map kind="map" lang="it" from="2027-10-01">: builds the frame of an embed. Until it has, and
   without JavaScript, the link inside the element shows. Attributes are the options of the address. */
(() => {
  const home = new URL(document.currentScript.src).origin;
  const OPTIONS = ["lang", "from", "to", "area", "month", "ink", "ground", "accent", "slider", "list", "zoom", "lat", "lon", "scrollwheel"];
  const KINDS = { map: "map", calendar: "calendar", festival: "festival/", trip: "trip/" };

  class FilofestaMap extends HTMLElement {
    connectedCallback() {
      if (this.frame) return;
      const kind = Object.hasOwn(KINDS, this.getAttribute("kind")) ? this.getAttribute("kind") : "map";
      const record = kind === "festival" || kind === "trip" ? encodeURIComponent(this.getAttribute("record") || "") : "";
      const address = new URL(`/embed/${KINDS[kind]}${record}`, home);
      for (const name of OPTIONS) {
        const value = this.getAttribute(name);
        if (value) address.searchParams.set(name, value);
      }
      const frame = document.createElement("iframe");
      frame.src = address;
      frame.title = this.getAttribute("title") || "Filofesta";
      frame.loading = "lazy";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
      Object.assign(frame.style, { border: "0", width: "100%", height: `${Number(this.getAttribute("height")) || 620}px` });
      this.frame = frame;
      this.replaceChildren(frame);
      this.listen = ({ data, origin, source }) => {
        if (origin !== home || source !== frame.contentWindow || !data || data.type !== "filofesta:height") return;
        const height = Number(data.height);
        if (height >= 100 && height <= 10000) frame.style.height = `${Math.ceil(height)}px`;
      };
      addEventListener("message", this.listen);
    }

    disconnectedCallback() {
      removeEventListener("message", this.listen);
      this.frame = null;
    }
  }
  if (!customElements.get("filofesta-map")) customElements.define("filofesta-map", FilofestaMap);
})();
