import { AutoComplete, Form, Input, Radio, Switch } from "antd";
import { useState } from "react";
import { material_most } from "@/contracts/materials.ts";
import type { StaffMaterial } from "@/contracts/staff/materials.ts";
import { MomentInput } from "../ui/form/MomentInput.tsx";
import { PictureList } from "../ui/form/PictureList.tsx";
import { VideoInput } from "../ui/form/VideoInput.tsx";
import { ProductChoice } from "./ProductChoice.tsx";
import { useCampaigns } from "./queries.ts";
import { shown_states } from "./words.ts";

interface Props {
  material: StaffMaterial | undefined;
  onTitle(title: string | null): void;
  onBusy(isBusy: boolean): void;
}

/** What a material says, what it belongs to, and when it is shown. */
export function MaterialFields({ material, onTitle, onBusy }: Props) {
  const form = Form.useFormInstance();
  const campaigns = useCampaigns();
  const [kind, setKind] = useState(material?.video ? "video" : "pictures");
  const [refused, refuse] = useState<string>();
  const isOn = Form.useWatch("status", form) === "on";
  const typed = Form.useWatch("campaign", form) ?? "";
  return (
    <>
      <Form.Item
        name="title"
        label="标题"
        rules={[{ required: true, whitespace: true, message: "请填写标题" }]}
      >
        <Input maxLength={material_most.title} showCount />
      </Form.Item>
      <Form.Item
        name="text"
        label="文案"
        extra="推广员一键复制，后面会自动带上他的专属链接"
      >
        <Input.TextArea
          maxLength={material_most.text}
          showCount
          autoSize={{ minRows: 4, maxRows: 10 }}
        />
      </Form.Item>
      <Form.Item label="图片或视频">
        <Radio.Group
          value={kind}
          onChange={({ target }) => {
            setKind(target.value);
            form.setFieldsValue(target.value === "video" ? { pictures: [] } : { video: null });
          }}
          options={[{ value: "pictures", label: "图片" }, { value: "video", label: "视频" }]}
        />
      </Form.Item>
      <Form.Item
        name="pictures"
        hidden={kind === "video"}
        extra={`最多 ${material_most.pictures} 张，拖动左上角的把手调整顺序`}
      >
        <Pictures />
      </Form.Item>
      <Form.Item
        name="video"
        hidden={kind === "pictures"}
        extra="MP4（H.264），不超过 20 MB"
        {...(refused ? { validateStatus: "error", help: refused } : {})}
      >
        <Film onRefused={refuse} onBusy={onBusy} />
      </Form.Item>
      <Form.Item name="product_id" label="商品" extra="商品下架后，它的素材自动隐藏">
        <ProductChoice known={material?.product} onTitle={onTitle} />
      </Form.Item>
      <Form.Item
        name="campaign"
        label="活动"
        extra="由素材带来的访问和订单，都记在这个活动名下"
      >
        <AutoComplete
          options={campaigns.filter((one) => one.includes(typed)).map((value) => ({ value }))}
        >
          <Input maxLength={material_most.campaign} placeholder="可以不填，如 秋日上新" />
        </AutoComplete>
      </Form.Item>
      <div className="material-times">
        <Form.Item name="shown_from" label="开始展示">
          <MomentInput />
        </Form.Item>
        <Form.Item name="shown_until" label="结束展示">
          <MomentInput />
        </Form.Item>
      </div>
      <Form.Item name="status" label="状态">
        <Radio.Group options={shown_states} />
      </Form.Item>
      {material && material.edition > 0 && isOn && (
        <Form.Item
          name="tell_again"
          label="再提醒一次"
          valuePropName="checked"
          extra="打开后，所有推广员会重新看到“新”；只改错字就不用"
        >
          <Switch />
        </Form.Item>
      )}
    </>
  );
}

/** As a form's item hands its field on. */
function Pictures({ value = [], onChange }: {
  value?: string[];
  onChange?(value: string[]): void;
}) {
  return (
    <PictureList
      label="素材图片"
      most={material_most.pictures}
      value={value}
      onChange={(urls) => onChange?.(urls)}
    />
  );
}

type Filmed = Parameters<typeof VideoInput>[0];

function Film({ value = null, onChange, ...more }:
  & Partial<Pick<Filmed, "value" | "onChange">>
  & Pick<Filmed, "onRefused" | "onBusy">) {
  return (
    <VideoInput
      {...more}
      label="素材视频"
      value={value}
      onChange={(video) => onChange?.(video)}
    />
  );
}
