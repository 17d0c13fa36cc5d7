import { button } from "./button.ts";
import { canvas } from "./canvas.ts";
import { choices } from "./choice.ts";
import { input, textarea } from "./field.ts";
import { form } from "./form.ts";
import { image } from "./image.ts";
import { label } from "./label.ts";
import { navigator_tag } from "./navigator.ts";
import { page_meta } from "./page_meta.ts";
import { picker } from "./picker.ts";
import { rich_text } from "./rich_text.ts";
import { scroll_view } from "./scroll_view.ts";
import { swiper } from "./swiper.ts";
import { switch_tag } from "./switch.ts";
import { video } from "./video.ts";

/** The tags that are more than a box: view, text and the like stay elements of their name, drawn by tags.css. */
export const tags = [
  image,
  button,
  input,
  textarea,
  scroll_view,
  swiper,
  navigator_tag,
  rich_text,
  form,
  label,
  switch_tag,
  page_meta,
  picker,
  canvas,
  video,
  ...choices,
];
