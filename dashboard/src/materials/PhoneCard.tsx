import type { Video } from "@/contracts/catalog.ts";
import { pictureAddress } from "../lib/pictures.ts";

interface Props {
  title: string;
  text: string;
  pictures: readonly string[];
  video: Video | null;
  campaign?: string | null;
  product?: string | null | undefined;
}

/** A material as a distributor's phone shows it. */
export function PhoneCard({ title, text, pictures, video, campaign, product }: Props) {
  return (
    <div className="phone-card" role="img" aria-label="手机上的样子">
      <div className="phone-card-title">{title || "标题"}</div>
      {(campaign || product) && (
        <div className="phone-card-about">
          {campaign && <span className="phone-card-tag">{campaign}</span>}
          {product && <span className="phone-card-product">{product}</span>}
        </div>
      )}
      {text && <div className="phone-card-text">{text}</div>}
      {pictures.length > 0 && (
        <div className={pictures.length === 1 ? "phone-card-single" : "phone-card-pictures"}>
          {pictures.map((url) => <img key={url} src={pictureAddress(url)} alt="" />)}
        </div>
      )}
      {video && (
        <video
          className="phone-card-video"
          src={pictureAddress(video.url)}
          poster={video.poster_url ? pictureAddress(video.poster_url) : undefined}
          preload="metadata"
        />
      )}
      <div className="phone-card-acts" aria-hidden>
        {text && <span>复制文案</span>}
        <span>{video ? "存视频" : pictures.length > 0 ? "存图片" : "存海报"}</span>
        <span className="phone-card-main">发给朋友</span>
      </div>
    </div>
  );
}
