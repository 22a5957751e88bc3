"""A figure of what stands beside the thing asked about is not told for that of the thing."""

import pytest

PLAN = (
    "1.优化审批服务。甲类事项3日内办结，乙类事项由分管局长签批、限期9日。普通投诉5日内答复，"
    "疑难投诉由专班研究、限期20日。\n"
    "2.建设智慧水利。水位站总数达到90座，比现有的70座增加20座。接入图像640路，比目前的400路增加240路。\n"
    "3.完善供水网络。管网更新60公里，其中东片20公里、西片15公里、北片25公里。"
    "管护经费按干渠每公里8000元、支渠4000元落实。维修养护与邻县6个水厂开展互助。县域水厂达到14个。\n"
    "4.修建灌渠。新修干渠12公里、支渠30公里。补助标准为干渠每公里30万元、支渠每公里9万元。\n"
    "5.规范取水管理。凌晨1:00至5:00禁止抽水灌溉，旱季（7月2日至9日）全天停抽。"
    "聘请护渠员50名，每人每月补助600元。每个班组配备讲解员1名，门票每人30元。\n"
    "6.整治村庄。完成40万平方米步道建设、15个小区雨污分流改造。"
    "农机保险覆盖农机3000台，保费由财政承担70%、农户承担30%。\n"
)


@pytest.fixture(scope="module")
def bold(assistant_of):
    assistant = assistant_of(PLAN)

    def ask(question):
        answer = assistant.ask(question)
        told = [b for s in answer.statements if s.citations for b in s.bold]
        return {b for b in told if any(map(str.isdigit, b))}

    return ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("乙类事项几天办好", "9日"),
        ("甲类事项几天办好", "3日"),
        ("疑难投诉多少天给答复", "20日"),
        ("普通投诉多少天给答复", "5日"),
        ("水位站现在有多少座", "70座"),
        ("水位站今年再加多少座", "20座"),
        ("水位站要达到多少座", "90座"),
        ("图像目前有几路", "400路"),
        ("图像今年加几路", "240路"),
        ("县域水厂总共多少个", "14个"),
        ("夜里几点停止抽水", "1:00至5:00"),
        ("护渠员每人每月补多少钱", "600元"),
        ("支渠管护一公里多少钱", "4000元"),
        ("小区改造多少", "15个"),
        ("步道建设多少", "40万平方米"),
    ],
)
def test_the_figure_is_of_the_thing_asked_about(bold, question, figure):
    assert bold(question) == {figure}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("东片西片北片管网更新各多少", {"20公里", "15公里", "25公里"}),
        ("干渠支渠今年分别修多少", {"12公里", "30公里"}),
        ("农机保险的保费各出多少", {"70%", "30%"}),
        ("干渠支渠补助标准分别是多少", {"30万元", "9万元"}),
    ],
)
def test_what_is_asked_of_each_is_told_of_each(bold, question, figures):
    assert bold(question) == figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [("支渠修一公里县里给补多少钱", "4000元"), ("讲解员一个月给多少钱", "30元")],
)
def test_what_is_spent_or_paid_is_no_help_and_no_wage(bold, question, figure):
    assert figure not in bold(question)
