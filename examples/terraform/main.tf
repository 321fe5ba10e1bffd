# A key for orders. A role for each tenant opens what belongs to the tenant, and only the admin deletes the key.

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "tenants" {
  type    = set(string)
  default = ["acme", "globex"]
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid       = "NobodyButTheAdminDeletes"
    effect    = "Deny"
    actions   = ["kms:ScheduleKeyDeletion"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values   = [aws_iam_role.admin.arn]
    }
  }
}

resource "aws_kms_key" "orders" {
  description         = "Orders"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "orders" {
  name          = "alias/orders"
  target_key_id = aws_kms_key.orders.key_id
}

resource "aws_iam_role" "admin" {
  name               = "key-admin"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.admin.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role" "orders" {
  for_each           = var.tenants
  name               = "orders-${each.key}"
  assume_role_policy = "{}"
  tags               = { tenant = each.key }
}

data "aws_iam_policy_document" "orders" {
  statement {
    sid       = "OwnTenant"
    actions   = ["kms:Encrypt", "kms:Decrypt"]
    resources = [aws_kms_key.orders.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:tenant"
      values   = ["$${aws:PrincipalTag/tenant}"]
    }
  }
}

resource "aws_iam_policy" "orders" {
  name   = "orders"
  policy = data.aws_iam_policy_document.orders.json
}

resource "aws_iam_role_policy_attachment" "orders" {
  for_each   = aws_iam_role.orders
  role       = each.value.name
  policy_arn = aws_iam_policy.orders.arn
}
