terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" { region = "eu-west-1" }
provider "aws" {
  alias  = "us"
  region = var.second_region
}
variable "second_region" { default = "us-east-1" }
variable "tenants" {
  type    = list(string)
  default = ["acme", "globex"]
}
locals { service = "orders" }

resource "aws_iam_role" "admin" {
  name               = "key-admin"
  path               = "/admin/"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "admin" {
  role = aws_iam_role.admin.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*" }]
  })
}
resource "aws_iam_role" "orders" {
  for_each           = toset(var.tenants)
  name               = "orders-${each.key}"
  assume_role_policy = "{}"
  tags               = { tenant = each.key }
}
data "aws_iam_policy_document" "decrypt" {
  statement {
    sid       = "OwnTenant"
    actions   = ["kms:Decrypt"]
    resources = [module.keys.key_arn]
    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:tenant"
      values   = ["$${aws:PrincipalTag/tenant}"]
    }
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.orders.arn}/*"]
  }
}
resource "aws_s3_bucket" "orders" { bucket = "orders" }
resource "aws_iam_policy" "decrypt" {
  name   = "orders-decrypt"
  policy = data.aws_iam_policy_document.decrypt.json
}
resource "aws_iam_role_policy_attachment" "orders" {
  for_each   = aws_iam_role.orders
  role       = each.value.name
  policy_arn = aws_iam_policy.decrypt.arn
}
resource "aws_iam_role_policy_attachment" "logs" {
  for_each   = aws_iam_role.orders
  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
module "keys" {
  source = "./modules/keys"
  name   = local.service
  admin  = aws_iam_role.admin.arn
  users  = [for role in aws_iam_role.orders : role.arn]
}
resource "aws_kms_key" "list" {
  count  = 2
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.admin.arn }, Action = "kms:*", Resource = "*" }] })
}
resource "aws_kms_alias" "list" {
  count         = 2
  name          = "alias/list-${count.index}"
  target_key_id = aws_kms_key.list[count.index].id
}
resource "aws_kms_alias" "first" {
  name          = "alias/first"
  target_key_id = aws_kms_key.list[0].arn
}
resource "aws_kms_key" "multi" {
  multi_region = true
}
resource "aws_kms_replica_key" "multi" {
  provider        = aws.us
  primary_key_arn = aws_kms_key.multi.arn
}
resource "aws_kms_key_policy" "multi" {
  key_id = aws_kms_key.multi.id
  policy = data.aws_iam_policy_document.multi.json
}
data "aws_iam_policy_document" "multi" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.admin.arn, aws_iam_role.orders["acme"].arn, "arn:aws:iam::111122223333:root"]
    }
  }
}
resource "aws_kms_grant" "orders" {
  name              = "orders"
  key_id            = aws_kms_key.multi.key_id
  grantee_principal = aws_iam_role.orders["acme"].arn
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { tenant = "acme" }
  }
}
resource "aws_iam_user" "ann" { name = "ann" }
resource "aws_iam_group" "staff" { name = "staff" }
resource "aws_iam_group_membership" "staff" {
  name  = "staff"
  group = aws_iam_group.staff.name
  users = [aws_iam_user.ann.name]
}
resource "aws_iam_group_policy" "staff" {
  group  = aws_iam_group.staff.name
  policy = data.aws_iam_policy_document.decrypt.json
}
resource "aws_iam_role" "inline" {
  name_prefix        = "inline-"
  assume_role_policy = "{}"
  inline_policy {
    name   = "decrypt"
    policy = data.aws_iam_policy_document.decrypt.json
  }
  permissions_boundary = aws_iam_policy.decrypt.arn
}

# modules/keys
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
variable "name" { type = string }
variable "users" { type = list(string) }
variable "admin" { type = string }
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
      values   = [var.admin]
    }
  }
  statement {
    sid       = "Users"
    actions   = ["kms:Encrypt", "kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = var.users
    }
  }
}
resource "aws_kms_key" "this" {
  description         = "Key of ${var.name}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
  tags                = { service = var.name }
}
resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
output "key_arn" { value = aws_kms_key.this.arn }
