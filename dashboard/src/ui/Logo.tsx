import { useFace } from "../lib/face.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { Vine } from "./Vine.tsx";
import "./logo.css";

/** The shop's own sign; a vine for a shop that has none. */
export function Logo({ size }: { size: number }) {
  const { logo_url } = useFace();
  if (!logo_url) return <Vine size={size} />;
  return <img src={pictureAddress(logo_url)} width={size} height={size} alt="" className="logo" />;
}
