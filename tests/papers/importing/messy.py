"""Messy ledgers of all kinds, invented, each with the plan that was decided before it was read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import openpyxl


class Case(NamedTuple):
    """A file by its name, and what is expected of its plan: `f0` are fields of its first record, and so on."""

    name: str
    content: bytes
    expected: dict[str, Any]


CASES: Final[list[Case]] = []


def xl(sheets: Sequence[tuple[str, Sequence[Sequence[Any]], dict[str, Any]]]) -> bytes:
    """A workbook of sheets: name, rows, and what is merged or hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows, options in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for span in options.get("merge", ()):
            sheet.merge_cells(span)
        for row_number in options.get("hide_rows", ()):
            sheet.row_dimensions[row_number].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def one(name: str, rows: Sequence[Sequence[Any]], **options: Any) -> bytes:
    """A workbook of one sheet."""
    return xl([(name, rows, options)])


def txt(rows: Sequence[Sequence[str]], sep: str = ",", enc: str = "utf-8") -> bytes:
    """A text with columns."""
    out = io.StringIO()
    csv.writer(out, delimiter=sep).writerows(rows)
    return out.getvalue().encode(enc)


def case(name: str, content: bytes, **expected: Any) -> None:
    """One more."""
    CASES.append(Case(name, content, expected))


# fmt: off
case('诉求.xlsx', one('Sheet1', [['东风路南社区居民诉求登记簿']]+[[f'说明第{i}条：请如实填写，不得漏项。'] for i in range(12)]+[['序号','反映时间','反映人','联系方式','反映问题','办理情况','备注']]+[[1,date(2026,3,5),'王 芳','13800000001','楼道灯不亮','已办结，换了灯泡','加急'],[2,'2026年3月6日','李强',13800000002.0,'井盖松动','办理中','']]),
 kind='wish', n=2, refused=0, head=[14], f0={'recorded_on':'2026-03-05','resident':'王芳','phone':'13800000001','title':'楼道灯不亮','state':'done'}, f1={'phone':'13800000002','state':'in_progress'})
case('热线.csv', txt([['登记日期','诉求人','电话','诉求内容','类别','来源'],['46086','张三','138 0000 0003','噪音扰民','噪音','12345'],['同上','同上','〃','垃圾未清','垃圾分类','同上']],sep='\t',enc='utf-16'),
 kind='wish', n=2, refused=0, f0={'recorded_on':'2026-03-05','category':'noise','channel':'hotline'}, f1={'recorded_on':'2026-03-05','resident':'张三','channel':'hotline'})
case('走访.csv', txt([['东风路南社区2026年入户走访台账'],['序号','走访时间','户主姓名','家庭住址','走访人员','走访情况','解决情况'],['1','3.5','刘大爷','1号楼101','小李','身体好','无'],['2','3月8号','陈奶奶','2号楼202','小王','漏水','已联系物业'],['合计','2户']],sep=';',enc='gb18030'),
 kind='visit', n=2, refused=0, ignored={'total'}, f0={'on':'2026-03-05','by':'小李','household':'刘大爷'}, f1={'on':'2026-03-08','outcome':'已联系物业'})
case('入户.xlsx', one('3月', [['2026年3月入户走访登记表',None,None,None,None,None,None],['序号','走访对象',None,None,'走访日期','走访人','走访内容'],[None,'姓名','身份证号','联系电话',None,None,None],[1,'赵一','110101195001011234','13800000004','3月1日','小李','聊天'],[2,'钱二','110101194001011234','13800000005','3月2日','小李','测血压'],['填表人：小李',None,None,None,None,None,None]], merge=['A1:G1','A2:A3','B2:D2','E2:E3','F2:F3','G2:G3']),
 kind='visit', n=2, refused=0, withheld=['身份证号'], head=[2,3], f0={'household':'赵一','phone':'13800000004','on':'2026-03-01'})
case('矛盾纠纷排查.xlsx', one('排查表',[['矛盾纠纷排查化解台账'],['编号','排查时间','纠纷类型','当事人（甲方/乙方）','纠纷事由','调解员','化解情况','化解时间'],['JF-01',date(2026,4,1),'邻里纠纷','甲方：张三 乙方：李四','楼道堆物','王调解','已化解',date(2026,4,3)],['JF-02','2026/4/5','物业纠纷','王五、某物业公司','物业费','王调解','正在调解','']],merge=['A1:H1']),
 kind='mediation', n=2, refused=0, f0={'title':'楼道堆物','kind':'neighbours','state':'agreed','closed_on':'2026-04-03','opened_on':'2026-04-01'}, f1={'kind':'property','state':'open'})
case('志愿者.xlsx', one('花名册',[['志愿者花名册（2026年）'],['序号','姓名','性别','手机号','出生年月','擅长领域'],['一、夕阳维修队'],[1,'孙一','男','13800000006','1960.5','水电维修'],['二、银发义剪队'],[2,'周二','女','13800000007','1958年12月','理发、染发'],['共2人']],merge=['A1:F1','A3:F3','A5:F5']),
 kind='volunteer', n=2, refused=0, withheld=['出生年月'], f0={'name':'孙一','teams':['夕阳维修队'],'phone':'13800000006'}, f1={'teams':['银发义剪队']})
case('时长.xlsx', one('4月',[['2026年4月志愿服务时长统计'],['志愿者姓名','活动日期','活动名称','服务时长','服务地点'],['孙一','4.1','修水管','1个半小时','1号楼'],['周二','4月2日','理发','8:30-10:30','活动室'],['吴三','4/3','巡逻','90分钟','院内'],['郑四','4.4','巡逻','45分钟','院内'],['王五','4.5','巡逻','2h','院内'],['小计',None,None,7]]),
 kind='hours', n=4, refused=1, reasons=['hours_halves'], ignored={'subtotal'}, f0={'hours':1.5,'on':'2026-04-01'}, f1={'hours':2.0})
case('会议台账.xlsx', one('会议',[['2026年居民议事会会议台账'],['序号','召开时间','会议地点','会议主题','参会人员','会议决定'],[1,'2026年5月8日14:30','二楼会议室','1.充电桩选址；2.绿化补种','张三、李四','同意'],[2,datetime.fromisoformat("2026-06-08T15:00"),'会议室','停车位','王五','暂缓']]),
 kind='meeting', n=2, refused=0, f0={'starts_at':'2026-05-08T14:30','kind':'council','place':'二楼会议室','items':['充电桩选址','绿化补种']}, f1={'starts_at':'2026-06-08T15:00'})
case('独居老人.txt', '老人姓名\t家庭住址\t联系电话\t人员类别\t探访频次\n王奶奶\t1号楼1单元101\t13800000008\t独居\t每周一次\n李爷爷\t1号楼1单元102\t无\t低保、残疾\t每月2次\n'.encode(),
 kind='household', n=2, refused=0, f0={'name':'王奶奶','flags':['alone'],'every':7}, f1={'flags':['low_income','disabled'],'every':15})
case('商户.xls', '<html><head><meta charset="utf-8"></head><body><table><tr><th colspan=5>沿街商户登记表</th></tr><tr><td>序号</td><td>店名</td><td>类别</td><td>负责人</td><td>电话</td></tr><tr><td>1</td><td>好味包子铺</td><td>餐饮</td><td>刘</td><td>13800000009</td></tr><tr><td>2</td><td>便民超市</td><td>零售</td><td>陈</td><td>13800000010</td></tr></table></body></html>'.encode(),
 kind='partner', n=2, refused=0, f0={'name':'好味包子铺','kind':'business','phone':'13800000009'})
case('捐赠物资.xlsx', one('物资',[['爱心物资捐赠登记表'],['序号','捐赠日期','捐赠单位','品名','数量','计量单位','经办人'],[1,'2026.1.10','市一医院','口罩','500','个','小李'],[2,'2026.1.12','东风路小学','图书','30本','','小李']]),
 kind='offer', n=2, refused=0, f0={'partner':'市一医院','title':'口罩','quantity':500,'unit':'个'}, f1={'quantity':30,'unit':'本'})
case('需求清单.xlsx', one('需求',[['社区需求清单'],['序号','需求内容','资源类别','需求数量','期望时间','提出人'],[1,'法律讲座','专家','2场','2026.12.10','小李'],[2,'轮椅','物资','3辆','2026年12月底','小王']]),
 kind='need', n=2, refused=0, f0={'title':'法律讲座','kind':'experts','quantity':2,'by':'2026-12-10'})
case('上门服务登记.xlsx', one('上门',[['上门服务登记表'],['序号','服务对象','联系电话','住址','服务项目','预约日期','上门时间','满意度'],[1,'王奶奶','13800000008','1号楼101','理发','2026.3.1','2026.3.3','很满意'],[2,'李爷爷','','1号楼102','修灯','2026.3.2','','']]),
 kind='home', n=2, refused=0, f0={'resident':'王奶奶','skill':'理发','wished_on':'2026-03-01','done_on':'2026-03-03','rating':5})
case('服务队一览.xlsx', one('队伍',[['社区志愿服务队一览表'],['序号','队伍名称','队长','成立时间','人数','备注'],[1,'夕阳维修队','孙一','2018年8月','7','']]),
 kind='team', n=1, refused=0, f0={'name':'夕阳维修队','leader':'孙一','founded':'2018-08'})
case('便民服务活动登记.xlsx', one('便民服务',[['2026年便民服务活动登记表'],['序号','活动日期','活动名称','活动地点','服务人次','备注'],[1,'3月26日','义剪日','小广场','35','晴'],[2,'4月26日','义剪日','小广场','40余人','']]),
 kind='session', n=2, refused=0, f0={'service':'义剪日','on':'2026-03-26','people_served':35})
case('诉求台账.xlsx', xl([('封面',[['东风路南社区'],['居民诉求台账'],['2026年']],{}),('1月',[['序号','日期','姓名','诉求内容'],[1,'1.5','甲一','路面'],[2,'1.6','乙二','路灯']],{'hide_rows':[3]}),('2月',[['序号','日期','姓名','诉求内容'],[1,'2.5','丙三','树枝']],{})]),
 sheets=3, kind2='wish', ntotal=3)
case('诉求2.xlsx', one('台账',[['2026年居民诉求台账'],['日期','姓名','诉求事项','是否解决'],['2.30','甲','灯','是'],['2027-05-01','乙','路','否'],['','丙','水','否'],['3.1','丁','','是'],['3.2','戊','电','√']]),
 kind='wish', n=1, refused=4, reasons=['impossible_date','future_date','no_date','no_title'])
case('一事一表.xlsx', one('登记表',[['居民诉求登记表',None,None,None],['诉求人','王芳','联系电话','13800000001'],['受理日期','2026-03-05','来源','来电'],['诉求内容','楼道灯不亮',None,None],['办理结果','已更换',None,None]]),
 kind='wish', n=1, refused=0, transposed=True, f0={'resident':'王芳','phone':'13800000001','recorded_on':'2026-03-05','title':'楼道灯不亮'})
case('走访2.xlsx', one('走访',[['走访日期','被走访人','走访人','反映的问题'],['2026-03-01','甲','小李','无'],['本页小计','1'],['第1页 共2页'],['走访日期','被走访人','走访人','反映的问题'],['2026-03-02','乙','小李','漏水'],['总计','2户']]),
 kind='visit', n=2, refused=0, ignored={'subtotal','page number','heading again','total'})
case('志愿者导入模板.xlsx', one('Sheet1',[['*姓名（必填）','*手机号（必填）','证件号码','所属小区','加入日期','特长（选填）'],['孙一','+86 138-0000-0006','110101196001011234','邮电园','2020/1/1','维修'],['周二','13800000007','110101195801011234','3302','20200201','理发']]),
 kind='volunteer', n=2, refused=0, withheld=['证件号码'], f0={'phone':'13800000006','joined':'2020-01-01','compound':2}, f1={'joined':'2020-02-01'})
case('走访3.xlsx', one('走访',[['走访时间','老人姓名','走访人','走访记录'],['农历正月十五','甲','小李','慰问'],['2026-03-05上午','乙','小李','聊天'],['二〇二六年三月六日','丙','小王','看病']]),
 kind='visit', n=2, refused=1, reasons=['unread_date'], f0={'on':'2026-03-05'}, f1={'on':'2026-03-06'})
case('报修.xlsx', one('报修',[['物业报修登记表'],['报修时间','报修人','房号','报修电话','报修内容','处理人','处理结果','是否满意'],[date(2026,3,1),'甲','1-101','13800000011','水管漏水','张师傅','已修好','满意'],[None,'乙','1-102','13800000012','门锁坏','张师傅','待配件',''],[date(2026,3,2),'丙','1-103','','灯不亮','李师傅','已换','一般']],merge=['A3:A4']),
 kind='wish', n=3, refused=0, f0={'state':'closed','rating':4,'assignee':'张师傅'}, f1={'recorded_on':'2026-03-01','state':'in_progress'}, f2={'rating':3})
case('签到表.xlsx', one('签到',[['居民议事会签到表'],['会议时间：2026年5月8日 14:30','','会议地点：二楼会议室'],['序号','姓名','单位','联系电话','签名'],[1,'张三','居委会','13800000013',''],[2,'李四','物业公司','13800000014',''],[3,'','','',''],[4,'','','','']]),
 kind='meeting', n=1, refused=0, f0={'starts_at':'2026-05-08T14:30','kind':'council'})
case('诉求3.csv', txt([['日期','姓名','诉求内容'],['2026-03-01','甲','=HYPERLINK("http://x")'],['2026-03-02','@乙','-1+2']]),
 kind='wish', n=2, refused=0, f0={'title':'=HYPERLINK("http://x")'}, f1={'title':'-1+2'})
case('来访接待登记.xlsx', one('接待',[['来访接待登记簿'],['接待日期','来访人','电话','来访事由','接待人','处理意见'],['2026.3.9','甲','13800000015','咨询社保','小李','已告知'],['2026.3.9','乙','','开证明','小李','已办']]),
 kind='wish', n=2, refused=0, f0={'recorded_on':'2026-03-09','title':'咨询社保','state':'done'})
case('物业报修记录.csv', txt([['物业报修记录表'],['填表日期：2026年4月','','','',''],['报修日期','业主','单元房号','故障描述','维修人员','维修结果','完成时间'],['4月2日','赵先生','2-301','下水道堵塞','刘师傅','已疏通','4月2日'],['4月3日','钱女士','2-302','可视门铃坏','刘师傅','已联系厂家','']],enc='gb18030'),
 kind='wish', n=2, refused=0, f0={'recorded_on':'2026-04-02','resident':'赵先生','title':'下水道堵塞','state':'done','assignee':'刘师傅','done_on':'2026-04-02'}, f1={'state':'in_progress'})
case('春节慰问.xlsx', one('慰问名单',[['2026年春节走访慰问登记表'],['序号','慰问对象','人员类别','住址','慰问时间','慰问人员','慰问情况'],[1,'王奶奶','独居','1-101','2月10日','小李、小王','送米面油'],[2,'李爷爷','低保','1-102',46063,'小李','身体好'],['审核人：','','','','','','']]),
 kind='visit', n=2, refused=0, f0={'household':'王奶奶','flags':['alone'],'on':'2026-02-10','heard':'送米面油'}, f1={'on':'2026-02-10'})
case('矛盾.csv', txt([['登记时间','矛盾类别','纠纷双方','纠纷概述','调处人','调解状态','结案日期'],['2026-1-3','婚姻家庭','甲、乙','夫妻吵架','王主任','调解成功','2026-1-5'],['2026/1/9','邻里','丙、丁','漏水','王主任','移交司法所','']],enc='utf-8-sig'),
 kind='mediation', n=2, refused=0, f0={'kind':'family','state':'agreed','closed_on':'2026-01-05','mediator':'王主任'}, f1={'state':'referred'})
case('队员名册.xlsx', one('夕阳维修队',[['夕阳维修队队员名册'],['编号','队员姓名','联系号码','专业特长','入队日期','职务'],['001','孙一',13800000006,'水电','2019.9','队长'],['002','周二','13800000007','木工','2020年','队员']]),
 kind='volunteer', n=2, refused=0, f0={'name':'孙一','phone':'13800000006','role':'leader','teams':['夕阳维修队']})
case('4月时长明细.txt', '日期\t服务人员\t服务事项\t小时数\t服务地址\n2026/4/1\t孙一\t修灯\t2\t1号楼\n\t周二\t修水管\t1.5\t2号楼\n'.encode(),
 kind='hours', n=1, refused=1, reasons=['no_date'], f0={'hours':2.0,'content':'修灯','place':'1号楼'})
case('联席会议.xlsx', one('Sheet1',[['四方联席会议记录汇总'],['序号','开会时间','开会地点','主要议题','与会人员','会议结论'],[1,'2026/3/6 下午2点','会议室','停车管理','张三、李四','先试行']]),
 kind='meeting', n=1, refused=0, f0={'kind':'joint','starts_at':'2026-03-06T14:00','items':['停车管理']})
case('重点人群.xlsx', one('台账',[['社区重点人群台账'],['序号','对象姓名','性别','身份证号码','人群类别','现住址','联系电话','走访要求'],[1,'甲','男','110101195001011234','独居老人','1-101','13800000020','每月一次'],[2,'乙','女','110101195001011235','重残','1-102','','每季度一次']]),
 kind='household', n=2, refused=0, withheld=['身份证号码'], f0={'name':'甲','flags':['alone'],'every':30}, f1={'flags':['disabled'],'every':90})
case('驻区单位.csv', txt([['序号','驻区单位名称','单位性质','联络人','电话号码','可共享资源'],['1','市图书馆','事业单位','王','010-88888888','阅览室、讲座'],['2','红星公司','民营企业','李','13800000021','停车场']]),
 kind='partner', n=2, refused=0, f0={'name':'市图书馆','kind':'unit','phone':'010-88888888','resources':['阅览室','讲座']}, f1={'kind':'business'})
case('爱心捐款.xlsx', one('捐款',[['爱心捐款登记'],['日期','爱心企业','捐赠内容','数额','备注'],['2026.2.1','好味公司','现金','2000元','转账'],['2026.2.2','某超市','大米','20袋','']]),
 kind='offer', n=2, refused=0, f0={'partner':'好味公司','quantity':2000,'unit':'元'}, f1={'title':'大米','quantity':20,'unit':'袋'})
case('助老上门.xlsx', one('记录',[['助老上门服务记录'],['服务老人','服务类型','申请时间','上门日期','上门人员','评价'],['王奶奶','理发','3月1日','3月3日','孙一','满意']]),
 kind='home', n=1, refused=0, f0={'resident':'王奶奶','skill':'理发','done_on':'2026-03-03'})
case('义剪活动.xlsx', one('2026',[['便民服务开展情况统计表'],['举办日期','服务项目','举办地点','参与人数','参与志愿者'],['3月26日','义剪','广场',32,'孙一、周二'],['合计','','',32,'']]),
 kind='session', n=1, refused=0, ignored={'total'}, f0={'service':'义剪','people_served':32,'volunteer_ids':['孙一','周二']})
case('走访卡.xlsx', one('卡',[['入户走访记录卡','',''],['户主姓名','王芳',''],['住址','3号楼2单元501',''],['走访日期','2026年3月9日',''],['走访人','小李',''],['走访内容','反映楼道灯坏','']]),
 kind='visit', n=1, refused=0, f0={'household':'王芳','on':'2026-03-09','by':'小李','heard':'反映楼道灯坏'})
