import { Input, Select } from "antd";
import { Link } from "react-router";
import { useCategories } from "../categories/queries.ts";
import { optionsOf } from "../categories/tree.ts";
import { PictureList } from "../ui/form/PictureList.tsx";
import { VideoInput } from "../ui/form/VideoInput.tsx";
import type { Part } from "./Editor.tsx";
import { Field } from "./Field.tsx";
import type { VideoUpload } from "./video_upload.ts";

interface Props extends Part {
  video: VideoUpload;
}

/** What a product is called, shows and belongs to. */
export function BasicFields({ draft, change, problems, video }: Props) {
  const categories = useCategories().data?.items ?? [];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>基本信息</h2>
      </div>
      <Field label="商品名称" id="product-title" problem={problems.title}>
        <Input
          id="product-title"
          value={draft.title}
          maxLength={60}
          showCount
          onChange={({ target }) => change({ title: target.value })}
        />
      </Field>
      <Field
        label="副标题"
        id="product-subtitle"
        problem={problems.subtitle}
        extra="写在名称下面，一句卖点"
      >
        <Input
          id="product-subtitle"
          value={draft.subtitle}
          maxLength={80}
          showCount
          onChange={({ target }) => change({ subtitle: target.value })}
        />
      </Field>
      <Field
        label="分类"
        id="product-category"
        problem={problems.category_id}
        extra={
          <>
            没有合适的？<Link to="/goods/categories" className="underlined">
              去管理分类
            </Link>，填的内容会保留
          </>
        }
      >
        <Select
          id="product-category"
          className="wide"
          allowClear
          placeholder="不放进分类"
          value={draft.category_id}
          options={optionsOf(categories)}
          onChange={(category_id?: string) => change({ category_id: category_id ?? null })}
        />
      </Field>
      <Field
        label="商品图片"
        problem={problems.images}
        extra="最多 9 张，第一张是主图；拖动左上角的把手调整顺序。JPG、PNG、WebP，单张不超过 20 MB，会自动压缩"
      >
        <PictureList
          label="商品图片"
          most={9}
          value={draft.images}
          onChange={(images) => change({ images })}
        />
      </Field>
      <Field
        label="商品视频"
        problem={video.refused ?? problems.video}
        extra="可以不放。放了就在手机上的第一张，点一下播放。MP4（H.264），不超过 20 MB"
      >
        <VideoInput
          value={draft.video}
          onChange={(video) => change({ video })}
          onRefused={video.refuse}
          onBusy={video.setBusy}
        />
      </Field>
    </section>
  );
}
