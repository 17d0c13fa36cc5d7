import { pictureUrl } from "../engine/pictures.ts";
import { previewImages } from "../ui/preview.ts";
import { defineTag, silent, type Tag } from "./define.ts";

const FIT: Record<string, string> = {
  scaleToFill: "fill",
  aspectFit: "contain",
  aspectFill: "cover",
  widthFix: "fill",
  heightFix: "fill",
};

/** A real <img> inside of the box, so that browsers load it late and readers can name it. */
export const image = defineTag("image", {
  attributes: {
    src: String,
    mode: "scaleToFill",
    lazyLoad: Boolean,
    showMenuByLongpress: Boolean,
    ariaLabel: null,
    alt: null,
    ...silent("webp fadeIn ariaHidden ariaRole binderror bindload forceHttps"),
  },
  created(tag) {
    const img = document.createElement("img");
    img.alt = "";
    img.draggable = false;
    img.addEventListener("load", () => {
      if (!tag.node.getBackendElement!()) return; // its page is gone
      fitBox(tag, img);
      img.classList.add("there");
      tag.say("load", { width: img.naturalWidth, height: img.naturalHeight });
    });
    img.addEventListener("error", () => tag.say("error", { errMsg: `no picture at ${img.src}` }));
    tag.element.append(img);
    tag.on("longpress", () => {
      if (tag.attribute("showMenuByLongpress")) previewImages([img.src], img.src);
    });
  },
  changed: {
    src(source: string, tag) {
      const img = imgOf(tag);
      if (!img || img.getAttribute("src") === pictureUrl(source || "")) return;
      img.classList.remove("there");
      if (source) img.src = pictureUrl(source);
      else img.removeAttribute("src");
    },
    mode(mode: string, tag) {
      const img = imgOf(tag);
      if (!img) return;
      img.style.objectFit = FIT[mode] ?? "none";
      img.style.objectPosition = FIT[mode] ? "center" : mode;
    },
    lazyLoad(late: boolean, tag) {
      const img = imgOf(tag);
      if (img) img.loading = late ? "lazy" : "eager";
    },
    ariaLabel: (_: string, tag) => nameIt(tag),
    alt: (_: string, tag) => nameIt(tag),
  },
});

/** A picture without a name is decoration. */
function nameIt(tag: Tag): void {
  const name = tag.attribute<string>("ariaLabel") || tag.attribute<string>("alt") || "";
  imgOf(tag)?.setAttribute("alt", name);
}

const imgOf = (tag: Tag) => tag.element.querySelector(":scope > img") as HTMLImageElement | null;

/** `widthFix` and `heightFix` give the box the picture's proportions. */
function fitBox(tag: Tag, { naturalWidth, naturalHeight }: HTMLImageElement): void {
  const { element } = tag;
  const mode = tag.attribute("mode");
  if (mode === "widthFix") element.style.aspectRatio = `${naturalWidth} / ${naturalHeight}`;
  if (mode === "widthFix") element.style.height = "auto";
  if (mode === "heightFix") element.style.aspectRatio = `${naturalWidth} / ${naturalHeight}`;
  if (mode === "heightFix") element.style.width = "auto";
}
