import { pictureUrl } from "../engine/pictures.ts";
import { defineTag, silent, type Tag } from "./define.ts";

/** The browser's own <video> fills the box, with its controls for WeChat's. */
export const video = defineTag("video", {
  attributes: {
    src: String,
    poster: String,
    controls: null,
    loop: Boolean,
    muted: Boolean,
    autoplay: Boolean,
    objectFit: "contain",
    ariaLabel: null,
    ...silent(
      "duration initialTime showFullscreenBtn showPlayBtn showCenterPlayBtn enableProgressGesture " +
        "showProgress showMuteBtn title playBtnPosition pageGesture vslideGesture autoPauseIfNavigate " +
        "autoPauseIfOpenNative bindtimeupdate bindfullscreenchange bindwaiting showBottomProgress",
    ),
  },
  created(tag) {
    const player = playerOf(tag);
    Object.assign(player, { playsInline: true, preload: "metadata" });
    for (const event of ["play", "pause", "ended"]) {
      player.addEventListener(event, () => tag.say(event));
    }
    player.addEventListener("error", () => {
      tag.say("error", { errMsg: `no video at ${player.src}` });
    });
  },
  changed: {
    src: (source: string, tag) => set(tag, "src", pictureUrl(source || "")),
    poster: (source: string, tag) => set(tag, "poster", pictureUrl(source || "")),
    controls: (value: boolean | null, tag) => void (playerOf(tag).controls = value !== false),
    loop: (value: boolean, tag) => void (playerOf(tag).loop = value),
    muted: (value: boolean, tag) => void (playerOf(tag).muted = value),
    autoplay: (value: boolean, tag) => void (playerOf(tag).autoplay = value),
    objectFit: (value: string, tag) => void (playerOf(tag).style.objectFit = value),
    ariaLabel: (value: string, tag) => set(tag, "aria-label", value),
  },
});

function set(tag: Tag, name: string, value: string): void {
  if (value) playerOf(tag).setAttribute(name, value);
  else playerOf(tag).removeAttribute(name);
}

const playerOf = (tag: Tag) => tag.element as HTMLVideoElement;
