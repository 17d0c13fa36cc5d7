import type { Video } from "@/contracts/catalog.ts";
import type { SaveMaterial, ShownState, StaffMaterial } from "@/contracts/staff/materials.ts";

/** A material as it is typed. */
export interface MaterialValues {
  title: string;
  text: string;
  pictures: string[];
  video: Video | null;
  product_id: string | null;
  campaign: string | null;
  status: ShownState;
  shown_from: string | null;
  shown_until: string | null;
  tell_again: boolean;
}

export const blank: MaterialValues = {
  title: "",
  text: "",
  pictures: [],
  video: null,
  product_id: null,
  campaign: null,
  status: "on",
  shown_from: null,
  shown_until: null,
  tell_again: false,
};

export function valuesOf(material: StaffMaterial): MaterialValues {
  const { title, text, pictures, video, product_id, campaign, status } = material;
  const { shown_from, shown_until } = material;
  return {
    ...{ title, text, pictures, video, product_id, campaign, status, shown_from, shown_until },
    tell_again: false,
  };
}

/** What is sent, on top of the version that was read. */
export function materialOf(
  values: MaterialValues,
  on?: Pick<StaffMaterial, "id" | "version">,
): SaveMaterial {
  return {
    ...(on ? { id: on.id, version: on.version } : {}),
    ...values,
    title: values.title.trim(),
    text: values.text.trim(),
    product_id: values.product_id ?? null,
    campaign: values.campaign?.trim() || null,
  };
}
